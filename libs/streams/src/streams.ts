/** What is known of an event besides its data. Keys are stored for ever. */
export type EventMetadata = {
  readonly $correlationId: string;
  readonly $causationId: string;
  /** Identity and content hash of the command whose outcome this is part of. */
  readonly commandId?: string;
  readonly contentHash?: string;
  /** Ingest time of that command. */
  readonly ingestedAtMs?: number;
  /** For commands made from an event: `<stream>@<revision>/<part>` of that event, as the commandId. */
  readonly source?: string;
};

/** An event that is to be written. `id` is a UUID that binds the content: same id, same bytes. */
export type Draft = {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** The JSON text of `data`, from whoever has it already. */
  readonly json?: string;
  readonly metadata: EventMetadata;
};

/** A place in the log of all streams. Only ever compared for equality and handed back. */
export type Position = string;

/** An event as it was written. Revisions of a stream count from 0, without a gap. */
export type Recorded = Omit<Draft, 'json'> & {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
};

/**
 * What became of an append.
 * - `appended`: these events stand at `revision` (of the last one), by this call or by an earlier one.
 * - `conflict`: nothing was written; the stream's true last revision (-1: none).
 * - `unknown`: no answer in time, or a failure that proves nothing: load and look.
 * - `closed`: the stream was tombstoned and takes no event ever again.
 * - `tooLarge`: over 1 MiB; nothing was written.
 */
export type Appended =
  | { readonly type: 'appended'; readonly revision: number }
  | { readonly type: 'conflict'; readonly revision: number }
  | { readonly type: 'unknown'; readonly cause: unknown }
  | { readonly type: 'closed' }
  | { readonly type: 'tooLarge' };

/** A stream that was tombstoned: read rejects with it. */
export class StreamClosedError extends Error {
  override readonly name = 'StreamClosedError';

  constructor(readonly stream: string) {
    super(`The stream ${stream} was closed for ever.`);
  }
}

/** A stored event whose data or metadata are not a JSON object: the history cannot be folded. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';

  constructor(
    readonly stream: string,
    readonly revision: number,
  ) {
    super(`Event ${revision} of ${stream} is not a JSON object.`);
  }
}

/** A running subscription. */
export type Following = {
  /** Ends it; resolves when the batch in work is done. */
  readonly stop: () => Promise<void>;
  /** Resolves when it has ended, rejects with what `each` threw. */
  readonly ended: Promise<void>;
};

export type FollowOptions = {
  /** Only streams whose name begins with one of these. */
  readonly prefixes: readonly string[];
  /** Everything strictly after this position; from the very beginning when absent. */
  readonly after?: Position;
  /** Largest batch; 500 unless told. */
  readonly batchMax?: number;
  /** Called each time the end of the log was reached, and again after having fallen behind. */
  readonly caughtUp?: () => void;
};

/** Where events live. */
export type Streams = {
  /**
   * The events of one stream from revision `from` (default 0) onwards, oldest first, contiguous.
   * Empty for a stream that has none. Rejects with `StreamClosedError`, `UnreadableEventError`, or
   * whatever keeps the store from answering within 10 s.
   */
  readonly read: (stream: string, from?: number) => Promise<readonly Recorded[]>;
  /** The newest event of a stream. */
  readonly last: (stream: string) => Promise<Recorded | undefined>;
  /**
   * Appends 1 to 500 events, all or none, if the stream still ends at `expected` (-1: no events).
   * Writing the same ids at the same place again is `appended` with the original revision.
   * Never rejects for what the store does; throws when an event is no JSON (before any call).
   * Source: EventStoreDB documentation, "Appending events", optimistic concurrency.
   */
  readonly append: (
    stream: string,
    expected: number,
    events: readonly Draft[],
  ) => Promise<Appended>;
  /**
   * Follows all streams with one of the prefixes, in batches in log order, one batch at a time, for
   * ever: connection losses are survived by going on behind the last handled batch.
   */
  readonly follow: (
    options: FollowOptions,
    each: (events: readonly Recorded[]) => Promise<void>,
  ) => Following;
  /** Position of the newest event of all, or undefined in an empty store. */
  readonly head: () => Promise<Position | undefined>;
  /** Sets `$maxCount` of a stream: reads return only the newest so many. For checkpoints. */
  readonly keepLast: (stream: string, count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};
