import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Consumer,
  type IHeaders,
  Kafka,
  Partitioners,
  type Producer,
  logLevel,
} from 'kafkajs';
import type { KafkaOptions } from './options';
import { startKafka } from './start';

/** What a test opens is closed after it, the newest first. */
const closers: (() => unknown)[] = [];

export const later = (close: () => unknown): void => {
  closers.unshift(close);
};

export const closeAll = async (): Promise<void> => {
  for (const close of closers.splice(0)) await close();
};

export const temporary = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'local-kafka-'));
  later(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export const broker = async (options: Partial<KafkaOptions> = {}) => {
  const server = await startKafka({ data: temporary(), sessionMinMs: 300, ...options });
  later(server.close);
  return server;
};

export const unique = (word: string): string => `${word}-${randomUUID().slice(0, 8)}`;

export const client = (url: string, retries = 5, requestTimeout = 10_000): Kafka =>
  new Kafka({
    brokers: [url],
    clientId: unique('client'),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout,
    retry: { retries, initialRetryTime: 50, maxRetryTime: 300 },
  });

export const madeTopic = async (
  url: string,
  numPartitions = 1,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const topic = unique('topic');
  const admin = client(url).admin();
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }] });
  await admin.disconnect();
  return topic;
};

export const producerOf = async (kafka: Kafka, idempotent = false): Promise<Producer> => {
  const createPartitioner = Partitioners.DefaultPartitioner;
  const producer = kafka.producer({ createPartitioner, idempotent });
  await producer.connect();
  later(async () => producer.disconnect());
  return producer;
};

export const until = async (isSo: () => boolean | Promise<boolean>, limitMs = 10_000) => {
  for (const end = Date.now() + limitMs; !(await isSo());) {
    if (Date.now() > end) throw new Error(`not so within ${limitMs} ms: ${isSo.toString()}`);
    await wait(10);
  }
};

export type Seen = {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly timeMs: number;
  readonly headers: IHeaders;
};

export type Reading = { readonly consumer: Consumer; readonly seen: Seen[]; rounds: number };

/** A group member that reads one topic and commits after each batch. */
export const reading = async (kafka: Kafka, groupId: string, topic: string): Promise<Reading> => {
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 1_500,
    heartbeatInterval: 100,
    rebalanceTimeout: 3_000,
    maxWaitTimeInMs: 200,
  });
  const mine: Reading = { consumer, seen: [], rounds: 0 };
  let isFetching = true;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    mine.rounds += 1;
    isFetching = false;
  });
  consumer.on(consumer.events.FETCH, () => {
    isFetching = true;
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch: { messages, partition } }) => {
      messages.forEach(({ offset, key, value, timestamp, headers = {} }) =>
        mine.seen.push({
          partition,
          offset: Number(offset),
          key: key?.toString() ?? null,
          value: value?.toString() ?? null,
          timeMs: Number(timestamp),
          headers,
        }),
      );
    },
  });
  later(async () => {
    // A kafkajs consumer that is stopped between join and fetch keeps its process alive for ever.
    await until(() => isFetching, 2_000).catch(() => {});
    await consumer.disconnect();
  });
  return mine;
};

export const texts = (from: number, count: number): readonly { key: string; value: string }[] =>
  Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 50}`, value: `v${from + i}` }));
