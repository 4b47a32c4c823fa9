import type { Recorded, Streams } from '@vestibule/streams';
import { applyBehindMarks, markUnreadable, type Stuck } from './apply';
import { complete } from './complete';
import { noteSeen, readMarks } from './marks';
import { checkSchema } from './prepare';
import { byStream, newestAtMs, slicesOf } from './slices';
import type { Database, View } from './view';

/** Events of one transaction. */
const sliceMax = 500;

export type ProjectorOptions = {
  readonly view: View;
  readonly database: Database;
  readonly streams: Pick<Streams, 'read' | 'last'>;
  /** The wall clock, in whole milliseconds: progress is never noted ahead of it. */
  readonly nowMs: () => number;
  /** The view's name unless told. */
  readonly schema?: string;
  /** Told of each stream that cannot go on, each time it is tried; may be told twice of one. */
  readonly alert?: (stuck: Stuck) => void;
};

/** Brings events into a view. Resolves when they are in it for good; events may come again. */
export type Projector = (events: readonly Recorded[]) => Promise<void>;

/** Whether a stream is one of those a view is made of. */
export const isPartOf = ({ streams }: View, stream: string): boolean =>
  streams.some((prefix) => stream.startsWith(`${prefix}-`));

/**
 * Applies every event once and in the order of its stream, whatever comes: repeats are dropped and
 * gaps are filled from the store. About 500 events make a transaction, in which rows and marks move
 * together. Streams of other kinds are passed over.
 *
 * A stream whose rows cannot be applied is marked stuck and stays where it is, others go on; its
 * next event tries it again, from the store. Rejects when database or store are away
 * (`StatementError`, or what the store said) and with `HistoryError` when the store has less, or
 * other events, than were applied: nothing is lost by handing in the same events later.
 * Source: docs/protocol.md, section 6, lemma L6.
 */
export const projector = (options: ProjectorOptions): Projector => {
  const { view, database, streams, nowMs, alert = () => undefined } = options;
  const schema = checkSchema(options.schema ?? view.name);

  const applySlice = async (events: readonly Recorded[]): Promise<void> =>
    database.transaction(async (query) => {
      await applyBehindMarks({ query, view, schema, alert }, byStream(events));
      const atMs = Math.min(nowMs(), newestAtMs(events));
      await noteSeen(query, { schema, view: view.name, atMs });
    });

  const markAll = async (unreadable: ReadonlyMap<string, unknown>): Promise<void> => {
    if (unreadable.size === 0) return;
    await database.transaction(async (query) =>
      markUnreadable({ query, view, schema, alert }, unreadable),
    );
  };

  return async (events) => {
    const own = events.filter(({ stream }) => isPartOf(view, stream));
    for (const slice of slicesOf(own, sliceMax)) {
      const given = byStream(slice);
      const marks = await readMarks(database.query, schema, [...given.keys()]);
      // The store is asked before the transaction begins, because that makes others wait.
      const whole = await complete(streams, marks, given);
      for (const part of slicesOf(whole.events, sliceMax)) await applySlice(part);
      await markAll(whole.unreadable);
    }
  };
};

/** Which view, and where it lives: in the schema of its name unless told. */
export type ViewAt = {
  readonly view: View;
  readonly database: Database;
  readonly schema?: string;
};

/**
 * Notes that a view was caught up at `atMs` although nothing came: to be called whenever the end of
 * its source was reached, or its facts would look old while all is quiet.
 */
export const touch = async ({ view, database, schema }: ViewAt, atMs: number): Promise<void> =>
  noteSeen(database.query, { schema: checkSchema(schema ?? view.name), view: view.name, atMs });

/** When the view was last known to be caught up; 0 when it never was. */
export const seenAtMs = async ({ view, database, schema }: ViewAt): Promise<number> => {
  const [row] = await database.query<{ seen_at_ms: string }>(
    `select seen_at_ms from ${checkSchema(schema ?? view.name)}.progress where view = $1`,
    [view.name],
  );
  return Number(row?.seen_at_ms ?? 0);
};

/** A stream that cannot go on, as the view remembers it: applied up to `revision`. */
export type StuckStream = {
  readonly stream: string;
  readonly revision: number;
  readonly reason: string;
};

/** The streams that cannot go on, by name; at most 100. */
export const stuckStreams = async ({
  view,
  database,
  schema,
}: ViewAt): Promise<readonly StuckStream[]> =>
  database.query<StuckStream>(
    `select stream, revision, stuck as reason from ${checkSchema(schema ?? view.name)}.marks
     where stuck is not null order by stream limit 100`,
  );
