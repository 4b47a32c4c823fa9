import type { Recorded } from '@vestibule/streams';
import { HistoryError } from './complete';
import { StatementError } from './database';
import { lockMarks, moveMarks, type Mark, type Marks } from './marks';
import { goesOn, type ByStream } from './slices';
import type { Query, View } from './view';

/** A stream whose next event could not be applied; everything up to `revision` was. */
export type Stuck = {
  readonly view: string;
  readonly stream: string;
  readonly revision: number;
  readonly cause: unknown;
};

/** Where events are applied, inside of a transaction. */
export type Applying = {
  readonly query: Query;
  readonly view: View;
  readonly schema: string;
  readonly alert: (stuck: Stuck) => void;
};

/** What is to be applied to one stream: `events` begin right behind `mark`, without a gap. */
type Run = { readonly mark: Mark; readonly events: readonly Recorded[] };

/** What became of a run: the mark that it leaves, and what stopped it. */
type Applied = { readonly mark: Mark; readonly cause?: unknown };

const reasonMax = 300;

/** Data exceptions and broken constraints: the row is to blame, not the database. */
const isAboutRows = (error: unknown): boolean =>
  !(error instanceof StatementError) || /^2[23]/.test(error.sqlState ?? '');

const reasonOf = (cause: unknown): string =>
  String(cause)
    .replace(/[^\x20-\x7e]+/g, '?')
    .slice(0, reasonMax);

/** Repeats are dropped. Only behind a stuck event may something be absent: it waits for that one. */
const runsBehind = (marks: Marks, events: ByStream): readonly Run[] =>
  [...events].flatMap(([stream, own]) => {
    const mark = marks.get(stream);
    const fresh = own.filter(({ revision }) => mark && revision > mark.revision);
    if (!mark || fresh.length === 0) return [];
    if (goesOn(fresh, mark.revision)) return [{ mark, events: fresh }];
    if (mark.stuck !== null) return [];
    throw new HistoryError(stream, `its mark fell back to ${mark.revision}.`);
  });

const behind = (mark: Mark, { events }: Run): Mark => {
  const last = events.at(-1);
  return last ? { ...mark, revision: last.revision, eventId: last.id, stuck: null } : mark;
};

/** Applies runs as one, or changes nothing and tells what their rows made impossible. */
const attempt = async (
  { query, view, schema }: Applying,
  runs: readonly Run[],
): Promise<{ readonly cause: unknown } | null> => {
  await query('savepoint attempt');
  try {
    await view.apply(
      query,
      schema,
      runs.flatMap(({ events }) => events),
    );
    await query('release savepoint attempt');
    return null;
  } catch (cause) {
    if (!isAboutRows(cause)) throw cause;
    await query('rollback to savepoint attempt');
    return { cause };
  }
};

/** Where exactly a run fails must not depend on how it was sliced: one event at a time. */
const applyOneByOne = async (applying: Applying, run: Run): Promise<Applied> => {
  let { mark } = run;
  for (const event of run.events) {
    const step = { mark, events: [event] };
    const failure = await attempt(applying, [step]);
    if (failure) return { mark: { ...mark, stuck: reasonOf(failure.cause) }, ...failure };
    mark = behind(mark, step);
  }
  return { mark };
};

const applyRuns = async (applying: Applying, runs: readonly Run[]): Promise<readonly Applied[]> => {
  if (runs.length === 0) return [];
  const failure = await attempt(applying, runs);
  if (!failure) return runs.map((run) => ({ mark: behind(run.mark, run) }));
  const [only, ...others] = runs;
  if (only && others.length === 0) return [await applyOneByOne(applying, only)];

  const applied: Applied[] = [];
  for (const run of runs) applied.push(...(await applyRuns(applying, [run])));
  return applied;
};

/**
 * Applies what lies behind the marks, and moves them, in the caller's transaction. A stream that
 * cannot go on is marked stuck and told to `alert`; the others are applied as if it was not there.
 * Rejects, with nothing done, when the database is to blame.
 */
export const applyBehindMarks = async (applying: Applying, events: ByStream): Promise<void> => {
  const { query, schema, view, alert } = applying;
  const marks = await lockMarks(query, schema, [...events.keys()]);
  const applied = await applyRuns(applying, runsBehind(marks, events));
  if (applied.length === 0) return;

  const moved = applied.map(({ mark }) => mark);
  await moveMarks(query, schema, moved);
  applied.forEach((one) => {
    if (!('cause' in one)) return;
    const { stream, revision } = one.mark;
    alert({ view: view.name, stream, revision, cause: one.cause });
  });
};

/** Marks streams that the store itself cannot read any further. */
export const markUnreadable = async (
  { query, view, schema, alert }: Applying,
  causes: ReadonlyMap<string, unknown>,
): Promise<void> => {
  if (causes.size === 0) return;
  const marks = await lockMarks(query, schema, [...causes.keys()]);
  const stuck = [...marks.values()].map((mark) => {
    const cause = causes.get(mark.stream);
    alert({ view: view.name, stream: mark.stream, revision: mark.revision, cause });
    return { ...mark, stuck: reasonOf(cause) };
  });
  await moveMarks(query, schema, stuck);
};
