import type { TopicSettings } from '@vestibule/contracts';
import { bytesOf, type PackedRecord } from '../bytes';
import { partitionOf } from '../partition';
import type { IncomingRecord } from '../topics';

/** One topic in memory: its partitions, each a list whose index is the offset. */
export type MemoryLog = {
  readonly settings: TopicSettings;
  readonly partitions: readonly (readonly IncomingRecord[])[];
  readonly append: (record: PackedRecord, timestampMs: number) => void;
};

const headersOf = ({ headers }: PackedRecord): IncomingRecord['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, held]) => [name, bytesOf(held)]));

export const memoryLog = (settings: TopicSettings): MemoryLog => {
  const partitions = Array.from({ length: settings.partitions }, (): IncomingRecord[] => []);
  let rotation = 0;

  const place = (key: Buffer | null): number => {
    if (key !== null) return partitionOf(key, partitions.length);
    rotation = (rotation + 1) % partitions.length;
    return rotation;
  };

  return {
    settings,
    partitions,
    append: (record, timestampMs) => {
      const { topic, key } = record;
      const partition = place(key);
      const records = partitions[partition];
      const offset = String(records?.length ?? 0);
      const value = record.value === null ? null : bytesOf(record.value);
      const headers = headersOf(record);
      records?.push({ topic, partition, offset, timestampMs, key, value, headers });
    },
  };
};

/** What a topic's settings are and ought to be, one sentence for each difference. */
export const driftOf = (is: TopicSettings, wanted: TopicSettings): readonly string[] =>
  (['partitions', 'retentionMs', 'logAppendTime'] as const)
    .filter((setting) => is[setting] !== wanted[setting])
    .map((setting) => `${is.name}: ${setting} is ${is[setting]}, not ${wanted[setting]}`);
