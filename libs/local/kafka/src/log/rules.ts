import type { Clock } from '../clock';
import type { BatchRules } from './batch';
import type { Disk } from './disk';
import type { TailCache } from './tail';

/** What a topic's settings mean for each of its partitions. */
export type PartitionRules = BatchRules & {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  /** −1 keeps for ever, also below. */
  readonly retentionMs: number;
  readonly retentionBytes: number;
};

/** What all partitions of one server use together. */
export type LogTools = {
  readonly disk: Disk;
  readonly tails: TailCache;
  readonly clock: Clock;
  readonly truncateAt?: string | undefined;
};
