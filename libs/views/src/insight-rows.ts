import type { Request, Tally } from './insight-fold';
import type { Query } from './view';

/** One report, with the place in the pair's stream that holds the evidence. */
export type ReportRow = {
  readonly conversationId: string;
  readonly revision: number;
  readonly reporter: string;
  readonly reported: string;
  readonly reason: string;
  readonly also: string | null;
  readonly messageIds: readonly string[];
  readonly atMs: number;
};

export type BlockRow = {
  readonly conversationId: string;
  readonly revision: number;
  readonly blocker: string;
  readonly atMs: number;
};

type RequestColumns = {
  readonly conversation_id: string;
  readonly sender: string;
  readonly number: number;
  readonly made_at_ms: string | number;
  readonly opener: Request['opener'];
  readonly accepted_at_ms: string | number | null;
  readonly how: Request['how'];
  readonly reply: number | null;
  readonly last_from: string;
  readonly last_at_ms: string | number;
};

const requestOf = (row: RequestColumns): Request => ({
  conversationId: row.conversation_id,
  sender: row.sender,
  number: row.number,
  madeAtMs: Number(row.made_at_ms),
  opener: row.opener,
  acceptedAtMs: row.accepted_at_ms === null ? null : Number(row.accepted_at_ms),
  how: row.how,
  reply: row.reply,
  lastFrom: row.last_from,
  lastAtMs: Number(row.last_at_ms),
});

const columnsOf = (request: Request): RequestColumns => ({
  conversation_id: request.conversationId,
  sender: request.sender,
  number: request.number,
  made_at_ms: request.madeAtMs,
  opener: request.opener,
  accepted_at_ms: request.acceptedAtMs,
  how: request.how,
  reply: request.reply,
  last_from: request.lastFrom,
  last_at_ms: request.lastAtMs,
});

/** The newest request of each sender of these conversations. */
export const newestRequests = async (
  query: Query,
  schema: string,
  conversationIds: readonly string[],
): Promise<readonly Request[]> => {
  const rows = await query<RequestColumns>(
    `select distinct on (conversation_id, sender) * from ${schema}.requests
     where conversation_id = any($1) order by conversation_id, sender, number desc`,
    [conversationIds],
  );
  return rows.map(requestOf);
};

/** Inserts or overwrites. */
export const writeRequests = async (
  query: Query,
  schema: string,
  requests: readonly Request[],
): Promise<void> => {
  if (requests.length === 0) return;
  await query(
    `insert into ${schema}.requests
     select * from json_to_recordset($1::json) as written (
       conversation_id text, sender text, number integer, made_at_ms bigint, opener text,
       accepted_at_ms bigint, how text, reply integer, last_from text, last_at_ms bigint)
     on conflict (conversation_id, sender, number) do update set
       accepted_at_ms = excluded.accepted_at_ms, how = excluded.how, reply = excluded.reply,
       last_from = excluded.last_from, last_at_ms = excluded.last_at_ms`,
    [JSON.stringify(requests.map(columnsOf))],
  );
};

/** Adds to what was counted before: each event reaches a view once. */
export const addTallies = async (
  query: Query,
  schema: string,
  tallies: readonly (Tally & { readonly events: number })[],
): Promise<unknown> =>
  query(
    `insert into ${schema}.tallies as old
     select * from json_to_recordset($1::json) as written (
       day text, what text, why text, events bigint)
     on conflict (day, what, why) do update set events = old.events + excluded.events`,
    // Two readers that add to the same lines must lock them in one order.
    [JSON.stringify(tallies.toSorted((one, two) => (keyOf(one) < keyOf(two) ? -1 : 1)))],
  );

const keyOf = ({ day, what, why }: Tally): string => `${day}~${what}~${why}`;

export const writeReports = async (
  query: Query,
  schema: string,
  reports: readonly ReportRow[],
): Promise<void> => {
  if (reports.length === 0) return;
  const rows = reports.map(({ conversationId, messageIds, atMs, ...same }) => ({
    ...same,
    conversation_id: conversationId,
    message_ids: messageIds,
    at_ms: atMs,
  }));
  await query(
    `insert into ${schema}.reports
     select * from json_to_recordset($1::json) as written (
       conversation_id text, revision integer, reporter text, reported text, reason text,
       also text, message_ids json, at_ms bigint)`,
    [JSON.stringify(rows)],
  );
};

export const writeBlocks = async (
  query: Query,
  schema: string,
  blocks: readonly BlockRow[],
): Promise<void> => {
  if (blocks.length === 0) return;
  const rows = blocks.map(({ conversationId, atMs, ...same }) => ({
    ...same,
    conversation_id: conversationId,
    at_ms: atMs,
  }));
  await query(
    `insert into ${schema}.blocks
     select * from json_to_recordset($1::json) as written (
       conversation_id text, revision integer, blocker text, at_ms bigint)`,
    [JSON.stringify(rows)],
  );
};
