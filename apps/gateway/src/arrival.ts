import type { IncomingBatch } from '@vestibule/topics';

export type Arrival = {
  /** The reading begins; before that nobody knows how quiet it is. */
  readonly begin: () => void;
  readonly see: (batch: Pick<IncomingBatch, 'topic' | 'partition' | 'records'>) => void;
  readonly isThere: () => boolean;
};

type Ends = readonly (readonly [topic: string, ends: readonly bigint[]])[];

/** So long without a record: the end of a partition whose last records have expired. */
const quietMs = 3_000;

const missingOf = (ends: Ends): Map<string, bigint> =>
  new Map(
    ends.flatMap(([topic, offsets]) =>
      offsets
        .map((end, partition): [string, bigint] => [`${topic}/${partition}`, end])
        .filter(([, end]) => end > 0n),
    ),
  );

/** Knows when all that was on some topics at the start has been read. */
export const arrival = (ends: Ends, nowMs: () => number): Arrival => {
  const missing = missingOf(ends);
  let seenAtMs = Number.POSITIVE_INFINITY;
  return {
    begin: () => {
      seenAtMs = nowMs();
    },
    see: ({ topic, partition, records }) => {
      const place = `${topic}/${partition}`;
      const [last, end] = [records.at(-1), missing.get(place)];
      if (!last || end === undefined) return;
      seenAtMs = nowMs();
      if (BigInt(last.offset) + 1n >= end) missing.delete(place);
    },
    isThere: () => missing.size === 0 || nowMs() - seenAtMs > quietMs,
  };
};
