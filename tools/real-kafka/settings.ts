import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const pomFile = join(__dirname, 'pom.xml');

/** The version that runs unless another is asked for: the one in `pom.xml`. */
export const versionIn = (pom: string): string => {
  const found = /<kafka\.version>([^<]+)<\/kafka\.version>/.exec(pom);
  if (!found?.[1]) throw new Error('pom.xml names no kafka.version.');
  return found[1];
};

export const defaultVersion = (): string => versionIn(readFileSync(pomFile, 'utf8'));

/** Three numbers, as Apache Kafka is released; anything else would become part of a path. */
export const isVersion = (text: string): boolean => /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text);

type Placing = {
  readonly port: number;
  readonly controllerPort: number;
  /** Directory of the logs. */
  readonly data: string;
};

/**
 * The settings of one node that is broker and controller, on loopback only. Topics are made by us
 * alone; one replica of everything; groups begin without the usual wait for more members.
 */
export const serverProperties = ({ port, controllerPort, data }: Placing): string => {
  const settings: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': data.replaceAll('\\', '/'), // a backslash escapes in a properties file
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `${lines.join('\n')}\n`;
};
