import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { topicsFor } from '@vestibule/contracts';
import { spawnEventStore } from '@vestibule/local-eventstore';
import { spawnKafka } from '@vestibule/local-kafka';
import type { ServerProcess } from '@vestibule/local-server';
import { kafkaTopics } from '@vestibule/topics';
import { spawnPostgres } from '../local-postgres';
import { bundleOf } from './bundle';
import { type Part, startApp } from './child';
import { localKeys, localPushKeys } from './keys';
import { freePort } from './ports';
import { warm } from './warm';

/** The services and the door, in the order of the picture in the README. */
export const apps = ['identity', 'gating', 'delivery', 'notifications', 'gateway'] as const;
export type App = (typeof apps)[number];
export const isApp = (name: string): name is App => (apps as readonly string[]).includes(name);

/** Whatever listens on a port that people may want to choose. */
export type Listening = 'kafka' | 'eventstore' | 'postgres' | 'gateway';

export type StackOptions = {
  /** Directory for everything durable: logs of the servers, database, keys. */
  readonly data: string;
  /** Where to find what is configured already: KAFKA_BROKERS, EVENTSTORE_URL, DATABASE_URL. */
  readonly env?: NodeJS.ProcessEnv;
  /** Wanted ports; 0 (the default) takes any free one. */
  readonly ports?: Partial<Record<Listening, number>>;
  readonly apps?: readonly App[];
  /** For a stack that lives for seconds: the database in memory, the apps from a bundle. */
  readonly brief?: boolean;
  /** Told when a part is ready, and when a wanted port was taken. */
  readonly onStep?: (text: string) => void;
};

export type Addresses = {
  readonly kafka: string;
  readonly eventstore: string;
  readonly database: string;
  readonly gateway: string;
};

export type Stack = {
  readonly addresses: Addresses;
  /** By name: kafka, eventstore, postgres (those that are local), and the apps. */
  readonly parts: ReadonlyMap<string, Part>;
  /** Starts an app again that has ended. */
  readonly restart: (app: App) => Promise<Part>;
  readonly stop: () => Promise<void>;
};

type Options = Required<StackOptions>;

const part = (name: string, { pid, port, close, kill, exited }: ServerProcess): Part => ({
  name,
  pid,
  port,
  close,
  kill,
  exited,
});

const portFor = async (options: Options, name: Listening) => {
  const wanted = options.ports[name] ?? 0;
  const { port, taken } = await freePort(wanted);
  if (taken) options.onStep(`port ${wanted} is taken: ${name} uses ${port} instead`);
  return port;
};

type Local = { readonly url: string; readonly part?: Part };

/** Uses what the environment names, or starts the local server. */
const serverFor = async (
  options: Options,
  { name, configured }: { name: 'kafka' | 'eventstore' | 'postgres'; configured?: string },
  spawn: (port: number, data: string) => Promise<ServerProcess & { readonly url: string }>,
): Promise<Local> => {
  if (configured) return { url: configured };
  const data = join(options.data, name);
  mkdirSync(data, { recursive: true });
  // Without a wish the server takes a port itself: one found free here may be taken by then.
  const port = options.ports[name] ? await portFor(options, name) : 0;
  const server = await spawn(port, data);
  options.onStep(`${name} is ready on ${server.url}`);
  return { url: server.url, part: part(name, server) };
};

const startServers = async (options: Options) => {
  const { KAFKA_BROKERS, EVENTSTORE_URL, DATABASE_URL } = options.env;
  const [kafka, eventstore, postgres] = await Promise.all([
    serverFor(options, { name: 'kafka', configured: KAFKA_BROKERS }, async (port, data) =>
      spawnKafka({ port, data }),
    ),
    serverFor(options, { name: 'eventstore', configured: EVENTSTORE_URL }, async (port, data) =>
      spawnEventStore({ port, data }),
    ),
    serverFor(options, { name: 'postgres', configured: DATABASE_URL }, async (port, data) =>
      spawnPostgres({ port, data, brief: options.brief }),
    ),
  ]);
  return { kafka, eventstore, postgres };
};

const createTopics = async (brokers: string): Promise<number> => {
  const topics = kafkaTopics({ brokers: brokers.split(','), clientId: 'vestibule-start' });
  const wanted = topicsFor();
  await topics.create(wanted);
  await topics.close();
  return wanted.length;
};

/** Starts what is not configured, then the apps; resolves when all of it is ready. */
export const startStack = async (given: StackOptions): Promise<Stack> => {
  const options: Options = {
    env: process.env,
    ports: {},
    apps,
    brief: false,
    onStep: () => {},
    ...given,
    data: resolve(given.data),
  };
  if (!options.brief) warm();
  const logs = join(options.data, 'logs');
  mkdirSync(logs, { recursive: true });
  const parts = new Map<string, Part>();
  const [{ kafka, eventstore, postgres }, bundle] = await Promise.all([
    startServers(options),
    options.brief ? bundleOf(apps) : undefined,
  ]);
  for (const { part: started } of [kafka, eventstore, postgres])
    if (started) parts.set(started.name, started);

  const stop = async () => {
    const all = [...parts.values()];
    const ours = all.filter(({ name }) => isApp(name));
    await Promise.all(ours.map(async ({ close }) => close()));
    await Promise.all(all.filter((each) => !ours.includes(each)).map(async ({ close }) => close()));
  };

  try {
    options.onStep(`${await createTopics(kafka.url)} topics are there`);
    const keys = await localKeys(join(options.data, 'keys'));
    const pushKeys = await localPushKeys(join(options.data, 'keys'));
    const gatewayPort = await portFor(options, 'gateway');
    const environment = (name: App): NodeJS.ProcessEnv => ({
      ...(name === 'notifications' && pushKeys),
      ...options.env,
      KAFKA_BROKERS: kafka.url,
      EVENTSTORE_URL: eventstore.url,
      DATABASE_URL: postgres.url,
      HTTP_HOST: '127.0.0.1',
      PORT: name === 'gateway' ? String(gatewayPort) : '0',
      INSTANCE: 'local',
      LOG_LEVEL: options.env['LOG_LEVEL'] ?? 'info',
      POLICY_LEAD_SECONDS: options.env['POLICY_LEAD_SECONDS'] ?? '1',
      ...(!options.env['JWKS_URL'] && { JWKS_FILE: keys.jwksFile }),
    });
    const start = async (name: App): Promise<Part> => {
      const started = await startApp(name, { env: environment(name), logs, bundle });
      parts.set(name, started);
      options.onStep(`${name} is ready`);
      return started;
    };
    await Promise.all(options.apps.map(start));
    const addresses = {
      kafka: kafka.url,
      eventstore: eventstore.url,
      database: postgres.url,
      gateway: `http://127.0.0.1:${parts.get('gateway')?.port ?? gatewayPort}`,
    };
    return { addresses, parts, restart: start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
