import type { Query } from './view';

type Queried = { readonly query: Query };

/** One line of the operators' funnel. */
export type FunnelLine = { readonly what: string; readonly why: string; readonly events: number };

/** How often what happened from one day of UTC to another (YYYY-MM-DD, both included). */
export const funnel = async (
  { query }: Queried,
  { from, to }: { readonly from: string; readonly to: string },
  schema = 'insight',
): Promise<readonly FunnelLine[]> => {
  const rows = await query<{ what: string; why: string; events: string }>(
    `select what, why, sum(events) as events from ${schema}.tallies
     where day >= $1 and day <= $2 group by what, why order by what, why`,
    [from, to],
  );
  return rows.map((row) => ({ ...row, events: Number(row.events) }));
};

/** An account that others reported: `weight` halves with every 30 days since each one's newest. */
export type ReportedAccount = {
  readonly account: string;
  readonly reporters: number;
  readonly weight: number;
  readonly lastAtMs: number;
};

const halfLifeMs = 30 * 24 * 3_600_000;

/** The most reported accounts, by distinct reporters with decay; heaviest first. */
export const reportedAccounts = async (
  { query }: Queried,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
  schema = 'insight',
): Promise<readonly ReportedAccount[]> => {
  const rows = await query<{ account: string; reporters: number; weight: number; last: string }>(
    `with newest as (
       select reported, reporter, max(at_ms) as at_ms
       from ${schema}.reports group by reported, reporter
     )
     select reported as account, count(*)::integer as reporters, max(at_ms) as last,
       sum(power(0.5, greatest($1 - at_ms, 0) / $2::float))::float as weight
     from newest group by reported order by weight desc, account limit $3`,
    [nowMs, halfLifeMs, limit],
  );
  return rows.map(({ last, ...row }) => ({ ...row, lastAtMs: Number(last) }));
};

/** One report and where its evidence stands. */
export type Report = {
  readonly conversationId: string;
  readonly revision: number;
  readonly reporter: string;
  readonly reason: string;
  readonly also: string | null;
  readonly messageIds: readonly string[];
  readonly atMs: number;
};

type ReportColumns = Omit<Report, 'conversationId' | 'messageIds' | 'atMs'> & {
  readonly conversation_id: string;
  readonly message_ids: readonly string[];
  readonly at_ms: string;
};

/** The reports against one account, newest first. */
export const reportsOn = async (
  { query }: Queried,
  { account, limit }: { readonly account: string; readonly limit: number },
  schema = 'insight',
): Promise<readonly Report[]> => {
  const rows = await query<ReportColumns>(
    `select conversation_id, revision, reporter, reason, also, message_ids, at_ms
     from ${schema}.reports where reported = $1 order by at_ms desc, conversation_id limit $2`,
    [account, limit],
  );
  return rows.map(({ conversation_id: conversationId, message_ids, at_ms, ...row }) => ({
    ...row,
    conversationId,
    messageIds: message_ids,
    atMs: Number(at_ms),
  }));
};

/** Accounts that blocked very many since `sinceMs`: a signal for review, never a penalty. */
export const heavyBlockers = async (
  { query }: Queried,
  { sinceMs, atLeast, limit }: { sinceMs: number; atLeast: number; limit: number },
  schema = 'insight',
): Promise<readonly { readonly account: string; readonly blocks: number }[]> =>
  query(
    `select blocker as account, count(distinct conversation_id)::integer as blocks
     from ${schema}.blocks where at_ms >= $1
     group by blocker having count(distinct conversation_id) >= $2
     order by blocks desc, account limit $3`,
    [sinceMs, atLeast, limit],
  );
