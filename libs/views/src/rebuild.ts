import type { Streams } from '@vestibule/streams';
import { applyBehindMarks } from './apply';
import { compare, type Compared, type Difference } from './compare';
import { checkSchema, prepare } from './prepare';
import { isPartOf, projector, type ViewAt } from './project';
import { byStream, slicesOf } from './slices';
import type { Query, View } from './view';

/** A rebuild has the store and the database in reach and nothing else: it can tell nobody. */
export type RebuildOptions = ViewAt & {
  readonly streams: Pick<Streams, 'read' | 'last' | 'follow'>;
  /** Told after each batch how many events were read so far. */
  readonly onProgress?: (progress: { readonly events: number }) => void;
  /** Only compares. */
  readonly dryRun?: boolean;
  /** Switches even though the two are not equal. */
  readonly force?: boolean;
};

/** What a rebuild found, and whether people see the new one now. */
export type Rebuilt = {
  /** Events read from the store. */
  readonly events: number;
  /** Rows that came out, high-water marks included. */
  readonly rows: number;
  /** Whether both are the same, byte for byte, at the same high-water marks. */
  readonly equal: boolean;
  /** SHA-256 over all rows of the rebuilt view, and of the live one, in hexadecimal. */
  readonly digest: string;
  readonly liveDigest: string;
  readonly difference: Difference | null;
  /** Streams that could not be applied to their end. */
  readonly stuck: number;
  readonly switched: boolean;
};

/** The live view is not brought forward by more than so many events while it is locked. */
const behindMax = 5_000;
const readsMax = 16;

type Names = { readonly live: string; readonly next: string; readonly old: string };

const namesFor = ({ view, schema = view.name }: ViewAt): Names => {
  checkSchema(schema);
  return { live: schema, next: `${schema}_next`, old: `${schema}_old` };
};

/** Reads everything that the view is made of, up to where the store ends now. */
const replay = async (options: RebuildOptions, next: string): Promise<number> => {
  const { view, database, streams, onProgress } = options;
  // Progress comes from the events alone: how current the live view is, its own readers know.
  const project = projector({ view, database, streams, schema: next, nowMs: () => Infinity });
  let events = 0;
  let caughtUp = (): void => undefined;
  const atTheEnd = new Promise<void>((resolve) => {
    caughtUp = resolve;
  });
  const prefixes = view.streams.map((prefix) => `${prefix}-`);
  const following = streams.follow({ prefixes, caughtUp }, async (batch) => {
    const own = batch.filter(({ stream }) => isPartOf(view, stream));
    await project(own);
    events += own.length;
    onProgress?.({ events });
  });
  await Promise.race([atTheEnd, following.ended]);
  await following.stop();
  await following.ended;
  return events;
};

type Lag = { readonly stream: string; readonly revision: number; readonly target: number };

/** Streams of which one schema has applied less than the other. */
const lagOf = async (query: Query, schema: string, ahead: string): Promise<readonly Lag[]> =>
  query<Lag>(
    `select stream, coalesce(low.revision, -1) as revision, high.revision as target
     from ${ahead}.marks as high left join ${schema}.marks as low using (stream)
     where coalesce(low.revision, -1) < high.revision`,
  );

type Catching = {
  readonly query: Query;
  readonly view: View;
  readonly streams: Pick<Streams, 'read'>;
  readonly schema: string;
};

/** Brings a schema to the marks of the other one, inside of the caller's transaction. */
const catchUp = async (catching: Catching, lag: readonly Lag[]): Promise<void> => {
  const { streams, ...rest } = catching;
  for (const some of slicesOf(lag, readsMax)) {
    const read = await Promise.all(
      some.map(async ({ stream, revision, target }) => {
        const events = await streams.read(stream, revision + 1);
        return events.filter((event) => event.revision <= target);
      }),
    );
    await applyBehindMarks({ ...rest, alert: () => undefined }, byStream(read.flat()));
  }
};

/** With the marks, because equal rows at other marks would not be the same view. */
const contentOf = (view: View, schema: string): readonly string[] => [
  `select stream, revision, event_id from ${schema}.marks where revision >= 0 order by stream`,
  ...view.content(schema),
];

const level = async (
  query: Query,
  { view, streams }: RebuildOptions,
  { live, next }: Names,
): Promise<void> => {
  await catchUp({ query, view, streams, schema: next }, await lagOf(query, next, live));
  const lag = await lagOf(query, live, next);
  const behind = lag.reduce((sum, { revision, target }) => sum + target - revision, 0);
  if (behind <= behindMax) await catchUp({ query, view, streams, schema: live }, lag);
};

const takeOver = async (query: Query, { live, next, old }: Names): Promise<void> => {
  const statements = [
    `insert into ${next}.progress select * from ${live}.progress
     on conflict (view) do update
     set seen_at_ms = greatest(progress.seen_at_ms, excluded.seen_at_ms)`,
    `drop schema if exists ${old} cascade`,
    `alter schema ${live} rename to ${old}`,
    `alter schema ${next} rename to ${live}`,
  ];
  for (const statement of statements) await query(statement);
};

type Judged = Compared & { readonly stuck: number; readonly switched: boolean };

/** Live readers wait for this lock before they do anything, and go on with whatever is live then. */
const judge = async (query: Query, options: RebuildOptions, names: Names): Promise<Judged> => {
  const { view, dryRun = false, force = false } = options;
  await query(`lock table ${names.live}.marks in exclusive mode`);
  await query('savepoint untouched');
  await level(query, options, names);
  const compared = await compare(query, contentOf(view, names.live), contentOf(view, names.next));
  const [row] = await query<{ stuck: number }>(
    `select count(*)::integer as stuck from ${names.next}.marks where stuck is not null`,
  );
  const switched = !dryRun && (compared.difference === null || force);
  if (switched) await takeOver(query, names);
  else await query('rollback to savepoint untouched');
  return { ...compared, stuck: row?.stuck ?? 0, switched };
};

/**
 * Builds a view anew from the store, beside the live one and by the same code, brings both to the
 * same high-water marks, compares them byte for byte and lets the new one take over: at once for
 * everybody, since all name the schema. Unequal ones change places only with `force`.
 *
 * Live readers go on meanwhile; they wait while the two are compared. The old one is dropped after
 * a switch, the new one when there is none. A live view that is more than 5,000 events behind is
 * not brought forward, so it counts as unequal. Of two rebuilds of one view at once, one fails.
 * Rejects, with the live view as it was, when database or store are away.
 */
export const rebuild = async (options: RebuildOptions): Promise<Rebuilt> => {
  const { view, database } = options;
  const names = namesFor(options);
  await prepare(database, view, names.live);
  await database.query(`drop schema if exists ${names.next} cascade`);
  await prepare(database, view, names.next);

  const events = await replay(options, names.next);
  const judged = await database.transaction(async (query) => judge(query, options, names));
  await database.query(`drop schema if exists ${judged.switched ? names.old : names.next} cascade`);
  return { ...judged, events, equal: judged.difference === null };
};
