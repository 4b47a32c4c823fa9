import { logger, system } from '@vestibule/service';
import { eventStoreStreams } from '@vestibule/streams';
import { kafkaTopics } from '@vestibule/topics';
import { openDatabase } from '@vestibule/views';
import { tokens } from './auth/tokens';
import type { GatewayConfig } from './config';
import { Door } from './door';
import { meters } from './meters';

/** Opens the door on the real ports that its configuration names. */
export const openConfigured = async (config: GatewayConfig): Promise<Door> => {
  const log = logger('gateway', config.logLevel);
  const streams = await eventStoreStreams({
    url: config.eventstoreUrl,
    onTrouble: (what, cause) => log.warn({ what, err: cause }, 'store'),
  });
  const topics = kafkaTopics({
    brokers: config.kafkaBrokers,
    clientId: 'vestibule-gateway',
    alert: (what, about) => log.warn({ what, ...about }, 'bus'),
  });
  const verifying = tokens({
    ...config,
    nowMs: system.nowMs,
    onTrouble: (error) => log.warn({ err: error }, "the issuer's keys cannot be had"),
  });
  const database = openDatabase(config.databaseUrl);
  const ports = { topics, streams, database, log, tokens: verifying, meters: meters() };
  return Door.open(ports, config.instance);
};
