import { randomUUID } from 'node:crypto';
import type { IncomingBatch, IncomingRecord } from '../topics';
import { moment, within } from '../within';
import { askOnce, endsOf } from './administer';
import type { KafkaOptions } from './client';
import { KafkaConsumer } from './consume';

const browseWithinMs = 30_000;

/** Takes records until each partition has given `max`, or all that was there at first. */
const collector = (ends: ReadonlyMap<number, bigint>, max: number) => {
  const records = new Map<number, IncomingRecord[]>();
  const open = new Set(ends.keys());
  const take = ({ partition, records: more }: IncomingBatch) => {
    const held = [...(records.get(partition) ?? []), ...more].slice(0, max);
    records.set(partition, held);
    const next = BigInt(held.at(-1)?.offset ?? -1) + 1n;
    if (held.length >= max || next >= (ends.get(partition) ?? 0n)) open.delete(partition);
    return open.size === 0;
  };
  return { take, records: () => [...records.values()].flat() };
};

const filledPartitions = async (options: KafkaOptions, topic: string) => {
  await endsOf(options, topic); // an unknown topic is told as such
  const offsets = await askOnce(options, async (admin) => admin.fetchTopicOffsets(topic));
  return new Map(
    offsets
      .filter(({ low, high }) => low !== high)
      .map(({ partition, high }) => [partition, BigInt(high)]),
  );
};

/**
 * What a topic holds, oldest first: read by a group of its own that is deleted afterwards, since
 * the client cannot read without one. Takes as long as a group needs to form.
 */
export const browseTopic = async (
  options: KafkaOptions,
  topic: string,
  max: number,
): Promise<readonly IncomingRecord[]> => {
  const ends = await filledPartitions(options, topic);
  if (ends.size === 0 || max < 1) return [];
  const { take, records } = collector(ends, max);
  const group = `browse-${randomUUID()}`;
  const finished = moment();
  const reader = new KafkaConsumer(options, { group, topics: [topic] }, async (batch) => {
    if (take(batch)) finished.happen();
    return batch.records.length;
  });
  try {
    await within(Promise.race([finished.happened, reader.failed]), browseWithinMs, undefined);
  } finally {
    await reader.stop();
    await askOnce(options, async (admin) => admin.deleteGroups([group])).catch(() => {});
  }
  return records()
    .toSorted((one, other) => one.timestampMs - other.timestampMs)
    .slice(0, max);
};
