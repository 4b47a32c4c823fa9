import type { Query } from './view';

/**
 * How far a stream was applied: `revision` and id of the last event (-1: none yet), and why the
 * next one could not be.
 */
export type Mark = {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string | null;
  readonly stuck: string | null;
};

type MarkRow = {
  readonly stream: string;
  readonly revision: number;
  readonly event_id: string | null;
  readonly stuck: string | null;
};

export type Marks = ReadonlyMap<string, Mark>;

export const markTables = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.marks (
     stream text collate "C" primary key,
     revision integer not null,
     event_id text,
     stuck text
   )`,
  `create table if not exists ${schema}.progress (
     view text primary key,
     seen_at_ms bigint not null
   )`,
];

const markOf = ({ stream, revision, event_id: eventId, stuck }: MarkRow): Mark => ({
  stream,
  revision,
  eventId,
  stuck,
});

const byStream = (rows: readonly MarkRow[]): Marks =>
  new Map(rows.map((row) => [row.stream, markOf(row)]));

/** The marks of these streams as they are now; streams without one are absent. */
export const readMarks = async (
  query: Query,
  schema: string,
  streams: readonly string[],
): Promise<Marks> =>
  byStream(
    await query<MarkRow>(
      `select stream, revision, event_id, stuck from ${schema}.marks where stream = any($1)`,
      [streams],
    ),
  );

/**
 * Inserts what is missing and locks all of them until the transaction ends, both in the order of
 * their names, so that two readers wait for each other instead of killing each other.
 */
export const lockMarks = async (
  query: Query,
  schema: string,
  streams: readonly string[],
): Promise<Marks> => {
  const inOrder = streams.toSorted();
  await query(
    `insert into ${schema}.marks (stream, revision)
     select stream, -1 from unnest($1::text[]) as missing (stream)
     on conflict (stream) do nothing`,
    [inOrder],
  );
  return byStream(
    await query<MarkRow>(
      `select stream, revision, event_id, stuck from ${schema}.marks
       where stream = any($1) order by stream for update`,
      [inOrder],
    ),
  );
};

export const moveMarks = async (
  query: Query,
  schema: string,
  marks: readonly Mark[],
): Promise<void> => {
  const rows = marks.map(({ eventId, ...mark }) => ({ ...mark, event_id: eventId }));
  await query(
    `update ${schema}.marks as mark
     set revision = moved.revision, event_id = moved.event_id, stuck = moved.stuck
     from json_to_recordset($1::json)
       as moved (stream text, revision integer, event_id text, stuck text)
     where mark.stream = moved.stream`,
    [JSON.stringify(rows)],
  );
};

/** Notes that everything up to `atMs` was seen; the time noted never falls. */
export const noteSeen = async (
  query: Query,
  { schema, view, atMs }: { schema: string; view: string; atMs: number },
): Promise<void> => {
  await query(
    `insert into ${schema}.progress (view, seen_at_ms) values ($1, $2)
     on conflict (view) do update
     set seen_at_ms = greatest(progress.seen_at_ms, excluded.seen_at_ms)`,
    [view, atMs],
  );
};
