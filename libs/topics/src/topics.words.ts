import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TopicSettings } from '@vestibule/contracts';
import type { IncomingBatch, IncomingRecord, OutgoingRecord, Topics } from './topics';

/** A name that no other run has used. */
export const freshName = (word: string): string => `${word}-${randomUUID()}`;

export const settings = (partitions: number, logAppendTime = true): TopicSettings => ({
  name: freshName('topic'),
  partitions,
  retentionMs: 604_800_000,
  logAppendTime,
});

/** Makes one fresh topic and returns its name. */
export const freshTopic = async (topics: Topics, partitions: number): Promise<string> => {
  const wanted = settings(partitions);
  await topics.create([wanted]);
  return wanted.name;
};

export const record = (topic: string, key: string | null, value: string): OutgoingRecord => ({
  topic,
  key,
  value,
  headers: {},
});

/** `count` records, numbered from 0, of keys that repeat. */
export const numbered = (topic: string, count: number, keys = 20): readonly OutgoingRecord[] =>
  Array.from({ length: count }, (_, index) => record(topic, `key-${index % keys}`, String(index)));

/** Waits for a condition; fails after `patienceMs` with what was waited for. */
export const until = async (
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  patienceMs = 15_000,
): Promise<void> => {
  const giveUpAtMs = Date.now() + patienceMs;
  while (!(await isTrue())) {
    if (Date.now() > giveUpAtMs) throw new Error(`Waited in vain: ${what}.`);
    await wait(5);
  }
};

export const textOf = ({ value }: IncomingRecord): string => value?.toString() ?? '';

/** What a consumer was handed, and a way to take all of it. */
export const taken = () => {
  const batches: IncomingBatch[] = [];
  const records = () => batches.flatMap((batch) => batch.records);
  const takeAll = async (batch: IncomingBatch): Promise<number> => {
    batches.push(batch);
    return batch.records.length;
  };
  return { batches, records, texts: () => records().map(textOf), takeAll };
};

/** Values by partition without repeats: what was seen first, in the order in which it came. */
export const firstSeen = (
  records: readonly IncomingRecord[],
): ReadonlyMap<number, readonly string[]> => {
  const seen = new Map<number, Set<string>>();
  for (const one of records) {
    const values = seen.get(one.partition) ?? new Set();
    values.add(textOf(one));
    seen.set(one.partition, values);
  }
  return new Map([...seen].map(([partition, values]) => [partition, [...values]]));
};

/** Sends 12 records every few milliseconds, until it is ended: then it tells how many. */
export const underLoad = (topics: Topics, topic: string) => {
  const load = { sent: 0, isOver: false };
  const run = async () => {
    while (!load.isOver) {
      const records = numbered(topic, 12).map((one, index) => ({
        ...one,
        value: String(load.sent + index),
      }));
      await topics.send(records);
      load.sent += records.length;
      await wait(2);
    }
    return load.sent;
  };
  const running = run();
  const end = async () => {
    load.isOver = true;
    return running;
  };
  return { end };
};
