import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { kafkaTopics } from '@vestibule/topics';
import { freePort } from '../stack/ports';
import type { Child, Children } from './children';
import type { Progress } from './progress';
import { serverProperties } from './settings';

const lookEveryMs = 200;
const readyWithinMs = 90_000;

export type Broker = {
  readonly address: string;
  /** The end of what it has printed: warnings and errors. */
  readonly lastWords: () => string;
};

type Place = { readonly jars: string; readonly directory: string };

/** 16 bytes in the alphabet of URLs; Apache Kafka refuses one that begins with `-`. */
const newClusterId = (): string => `V${randomBytes(16).toString('base64url').slice(1)}`;

const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n');

/** Makes a topic: only when that has worked is the broker of any use. */
const canMakeTopics = async (address: string): Promise<boolean> => {
  const topics = kafkaTopics({ brokers: [address], clientId: 'real-kafka' });
  const probe = { name: 'ready', partitions: 1, retentionMs: 60_000, logAppendTime: false };
  try {
    await topics.create([probe]);
    return true;
  } catch {
    return false; // not yet: asked again until the time is up
  } finally {
    await topics.close();
  }
};

const untilReady = async (address: string, { exited }: Child): Promise<void> => {
  let ended = false;
  const end = () => (ended = true);
  exited.then(end, end);
  const giveUpAtMs = performance.now() + readyWithinMs;
  while (!(await canMakeTopics(address))) {
    if (ended) throw new Error('It ended before it was ready.');
    if (performance.now() > giveUpAtMs) throw new Error(`Not ready after ${readyWithinMs} ms.`);
    await wait(lookEveryMs);
  }
};

/** Two free ports that differ. */
const twoPorts = async (): Promise<readonly [number, number]> => {
  const { port: one } = await freePort(0);
  const { port: other } = await freePort(0);
  return one === other ? twoPorts() : [one, other];
};

/**
 * Formats a new storage directory and starts Apache Kafka on it, on free loopback ports; resolves
 * when it serves. One directory, one server, ever: a second one on it spoils the first.
 */
export const startBroker = async (
  { jars, directory }: Place,
  children: Children,
  progress: Progress,
): Promise<Broker> => {
  const [port, controllerPort] = await twoPorts();
  const settings = join(directory, 'server.properties');
  const data = join(directory, 'kafka');
  writeFileSync(settings, serverProperties({ port, controllerPort, data }));
  const said = join(directory, 'kafka.log');
  const output = openSync(said, 'a');
  const java = (...args: readonly string[]): Child =>
    children.start('java', ['-cp', join(jars, '*'), ...args], { output });
  try {
    const format = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', settings];
    const code = await progress.during('formatting its storage', java(...format).exited);
    if (code !== 0) throw new Error(`The storage tool ended with ${code}.`);
    const child = java(
      '-Xms128m',
      '-Xmx512m',
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      'kafka.Kafka',
      settings,
    );
    const address = `127.0.0.1:${port}`;
    await progress.during(`starting it on ${address}`, untilReady(address, child));
    return { address, lastWords: () => lastLines(said) };
  } catch (error) {
    throw new Error(`Apache Kafka did not start. Its last words:\n${lastLines(said)}`, {
      cause: error,
    });
  } finally {
    closeSync(output);
  }
};
