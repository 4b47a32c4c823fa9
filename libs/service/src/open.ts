import { eventStoreStreams } from '@vestibule/streams';
import { kafkaTopics } from '@vestibule/topics';
import { type Database, openDatabase, prepare } from '@vestibule/views';
import type { Config } from './config';
import { type Host, host } from './host';
import type { Hosted } from './hosted';
import { logger } from './logger';
import { type Process, processOf } from './process';
import type { Relay } from './restarting';
import type { AnyService } from './service';
import { system } from './system';

const openPorts = async (name: string, config: Config) => {
  const log = logger(name, config.logLevel);
  const streams = await eventStoreStreams({
    url: config.eventstoreUrl,
    onTrouble: (what, cause) => log.warn({ what, err: cause }, 'store'),
  });
  const topics = kafkaTopics({
    brokers: config.kafkaBrokers,
    clientId: `vestibule-${name}`,
    alert: (what, about) => log.warn({ what, ...about }, 'bus'),
  });
  const { policyLeadMs } = config;
  const process: Process = processOf(name, { streams, system, policyLeadMs });
  await process.policies.fresh();
  return { log, streams, topics, process, system };
};

/** Whether it keeps a read model, or reads that of another service. */
const needsDatabase = ({ views, reads }: AnyService): boolean => (views ?? reads) !== undefined;

const databaseOf = async (
  services: readonly AnyService[],
  url: string | undefined,
): Promise<Database | undefined> => {
  if (!url || !services.some(needsDatabase)) return undefined;
  const database = openDatabase(url);
  for (const view of services.flatMap(({ views = [] }) => views)) await prepare(database, view);
  return database;
};

/** Which host hears which topic; a topic goes to one service of a process. */
const hearersOf = (hosts: readonly Host[]): ReadonlyMap<string, Host> => {
  const heard = hosts.flatMap((each) =>
    each.service.consumes.map(({ name }) => [name, each] as const),
  );
  const hearers = new Map(heard);
  if (hearers.size < heard.length) throw new Error('Two services of one process hear one topic.');
  return hearers;
};

/**
 * Connects the services of a process to the real ports that its configuration names. Rejects if one
 * is away.
 */
export const open = async (services: readonly AnyService[], config: Config): Promise<Hosted> => {
  const [{ name } = { name: 'nothing' }] = services;
  const ports = await openPorts(name, config);
  const database = await databaseOf(services, config.databaseUrl);
  const hosts = services.map((service) =>
    host(service, config.instance, {
      ...ports,
      ...(needsDatabase(service) && database && { database }),
    }),
  );
  const hearers = hearersOf(hosts);
  const { log, streams, topics, process } = ports;
  const [first] = hosts;

  let following: Relay | undefined;
  return {
    hosts,
    log,
    system,
    handle: async (batch) => hearers.get(batch.topic)?.handle(batch) ?? 0,
    healthy: () => hosts.every((each) => each.healthy()) && (following?.healthy() ?? false),
    ask: async () => void (await streams.last(`checkpoint-${name}`)),
    scrape: async () => process.registry.metrics(),
    failed: Promise.race(hosts.map(async ({ failed }) => failed)),
    start: () => {
      for (const each of hosts) each.start();
      following = first && process.policies.follow(first.metrics);
    },
    listening: false,
    close: async () => {
      await Promise.all([...hosts, ...(following ? [following] : [])].map(async (e) => e.stop()));
      await Promise.all([topics.close(), streams.close(), database?.close()]);
    },
  };
};
