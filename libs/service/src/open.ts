import { eventStoreStreams } from '@vestibule/streams';
import { kafkaTopics } from '@vestibule/topics';
import { openDatabase, prepare } from '@vestibule/views';
import type { Config } from './config';
import { host } from './host';
import type { Hosted } from './hosted';
import { logger } from './logger';
import type { AnyService } from './service';
import { system } from './system';

/** Connects a service to the real ports that its configuration names. Rejects if one is away. */
export const open = async (service: AnyService, config: Config): Promise<Hosted> => {
  const log = logger(service.name, config.logLevel);
  const streams = await eventStoreStreams({
    url: config.eventstoreUrl,
    onTrouble: (what, cause) => log.warn({ what, err: cause }, 'store'),
  });
  const topics = kafkaTopics({
    brokers: config.kafkaBrokers,
    clientId: `vestibule-${service.name}`,
    alert: (what, about) => log.warn({ what, ...about }, 'bus'),
  });
  const database =
    service.view && config.databaseUrl ? openDatabase(config.databaseUrl) : undefined;
  if (database && service.view) await prepare(database, service.view);

  const running = host(service, config.instance, {
    streams,
    topics,
    system,
    log,
    ...(database && { database }),
  });
  return {
    host: running,
    listening: false,
    close: async () => {
      await running.stop();
      await Promise.all([topics.close(), streams.close(), database?.close()]);
    },
  };
};
