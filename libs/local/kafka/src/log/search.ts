import { type Found, endOf, findInBatch, lastTimeOf, sizeOf } from './batch';
import type { Partition } from './partition';
import { offsetBefore } from './segment';

const searchBytes = 1 << 20;

/** Splits what a read gave into its batches. */
export const batchesOf = (parts: readonly Buffer[]): readonly Buffer[] =>
  parts.flatMap((part) => {
    const batches: Buffer[] = [];
    for (let rest = part; rest.length > 0; rest = rest.subarray(sizeOf(rest)))
      batches.push(rest.subarray(0, sizeOf(rest)));
    return batches;
  });

/** The first record at or after a time; exact for uncompressed and gzip batches. */
export const findByTime = (partition: Partition, timeMs: number): Found | undefined => {
  const segment = partition.firstSince(timeMs);
  if (!segment) return undefined;
  let offset = Math.max(partition.start, offsetBefore(segment, timeMs));
  for (;;) {
    const batches = batchesOf(partition.read(offset, searchBytes));
    const late = batches.find((batch) => lastTimeOf(batch) >= timeMs);
    if (late) return findInBatch(late, timeMs, partition.start);
    const last = batches.at(-1);
    if (!last) return undefined;
    offset = endOf(last);
  }
};
