import type { TopicSettings } from '@vestibule/contracts';

/** Header values are UTF-8 text. */
export type Headers = Readonly<Record<string, string>>;

/** A record that is to be sent. `value` is the JSON text or, for dead letters, the bytes as met. */
export type OutgoingRecord = {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string | Buffer>>;
};

/** A record as the broker gave it. `timestampMs` is the broker's where the topic says so. */
export type IncomingRecord = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** A header that came more than once has its last value. */
  readonly headers: Readonly<Record<string, Buffer>>;
};

/** Neighbouring records of one partition, in offset order. */
export type IncomingBatch = {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly IncomingRecord[];
};

/** A single record over the size limit: the others of its send were delivered. */
export class RecordTooLargeError extends Error {
  override readonly name = 'RecordTooLargeError';

  constructor(
    readonly topic: string,
    readonly bytes: number,
    readonly bytesMax: number,
  ) {
    super(`A record for ${topic} has ${bytes} bytes; at most ${bytesMax} are taken.`);
  }
}

export type ConsumeOptions = {
  readonly group: string;
  readonly topics: readonly string[];
  /** `beginning` (default): a new group reads all there is. `end`: only what comes from now on. */
  readonly from?: 'beginning' | 'end';
  /** Largest batch handed over at once; 1,000 unless told. */
  readonly batchMax?: number;
  /** What an operator must know: an offset out of range, a failing batch, a lost membership. */
  readonly alert?: (what: string, about: Readonly<Record<string, unknown>>) => void;
};

export type Consumer = {
  /** Resolves once the group was joined and the first assignment is known. */
  readonly joined: Promise<void>;
  /** Takes no new batch, lets the ones in work settle and commits them, leaves the group. */
  readonly stop: () => Promise<void>;
  /** Rejects when the consumer is beyond repair: the process must end. */
  readonly failed: Promise<never>;
};

/** The message bus. */
export type Topics = {
  /**
   * Sends records in order (per topic and key) and resolves when all are acknowledged by all
   * replicas. Repeats until then, so duplicates are possible, gaps and reordering are not. Sends of
   * the same turn of the event loop are gathered. Rejects only with `RecordTooLargeError`, or for an
   * unknown topic.
   */
  readonly send: (records: readonly OutgoingRecord[]) => Promise<void>;
  /**
   * Reads topics as a member of a group. `each` gets one batch of one partition at a time
   * (partitions run side by side) and returns how many records from its front are settled: exactly
   * these are committed. Fewer than all, or a rejection, pauses that partition with a growing pause
   * (up to 30 s) and hands over the rest again; other partitions go on.
   */
  readonly consume: (
    options: ConsumeOptions,
    each: (batch: IncomingBatch) => Promise<number>,
  ) => Consumer;
  /** Makes the topics that are missing; returns settings of existing ones that differ. */
  readonly create: (topics: readonly TopicSettings[]) => Promise<readonly string[]>;
  /** End offsets by partition (the offset the next record will get), per topic. */
  readonly ends: (topic: string) => Promise<readonly bigint[]>;
  /** Reads records of a topic between offsets, without a group: for operators. */
  readonly browse: (topic: string, max: number) => Promise<readonly IncomingRecord[]>;
  readonly close: () => Promise<void>;
};
