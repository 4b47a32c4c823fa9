import {
  accountsView,
  inboxView,
  insightView,
  rebuild,
  StatementError,
  type Database,
  type Rebuilt,
  type View,
} from '@vestibule/views';
import type { Store } from '../reach';
import { columnsOf, differingOf } from './differing';
import { progress } from './progress';
import type { Report } from './report';

export const viewNames = ['inbox', 'accounts', 'insight'] as const;
export type ViewName = (typeof viewNames)[number];

const views: Readonly<Record<ViewName, View>> = {
  inbox: inboxView,
  accounts: accountsView,
  insight: insightView,
};

export type Wanted = {
  readonly name: ViewName;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** Whether the rows that differ are told. */
  readonly values: boolean;
};

/** All that a rebuild can reach: no topic and no channel, so it can tell nobody anything. */
export type Reach = { readonly streams: Store; readonly database: Database };

const noSuchTable = '42P01';

/** What the live view was made of; 0 when it is lost. */
const expectedEvents = async ({ query }: Database, { name }: View): Promise<number> => {
  try {
    const [row] = await query<{ events: string }>(
      `select coalesce(sum(revision + 1), 0)::text as events from ${name}.marks`,
    );
    return Number(row?.events ?? 0);
  } catch (error) {
    if (error instanceof StatementError && error.sqlState === noSuchTable) return 0;
    throw error;
  }
};

const reportOn = async (
  { difference, ...rebuilt }: Rebuilt,
  { name, values }: Wanted,
  { database, seconds }: { readonly database: Database; readonly seconds: number },
): Promise<Report> => {
  const found = { view: name, ...rebuilt, seconds };
  if (difference === null) return { ...found, difference };
  const columns = await columnsOf(database, name, difference.table);
  const { live, rebuilt: built } = difference;
  return {
    ...found,
    difference: differingOf(difference, columns),
    ...(values && { rowsUnlike: { live, rebuilt: built } }),
  };
};

/** Builds a read model anew beside the live one, and lets it take over if they are equal. */
export const runRebuild = async (wanted: Wanted, { streams, database }: Reach): Promise<Report> => {
  const { name, dryRun, force } = wanted;
  const view = views[name];
  const shown = progress(name, await expectedEvents(database, view));
  const startedAtMs = performance.now();
  try {
    const rebuilt = await rebuild({
      view,
      database,
      streams,
      dryRun,
      force,
      onProgress: ({ events }) => shown.show(events),
    });
    const seconds = Math.round(performance.now() - startedAtMs) / 1_000;
    return await reportOn(rebuilt, wanted, { database, seconds });
  } finally {
    shown.stop();
  }
};
