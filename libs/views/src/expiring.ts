import type { Database } from './view';

/** A request that waits for someone who could answer it. */
export type WaitingRequest = {
  /** Who has not answered; active now. */
  readonly person: string;
  /** Who asked. */
  readonly other: string;
  readonly conversationId: string;
  /** The newest message of the request. */
  readonly newest: string;
  /** Its ingest time. */
  readonly newestAtMs: number;
  /** Revision of the person's inbox at which it was placed. */
  readonly revision: number;
};

/** Where a page begins: behind the last of the page before; absent for the oldest. */
export type WaitingPage = {
  readonly beforeMs: number;
  /** 1 to 1,000. */
  readonly limit: number;
  readonly after?: Pick<WaitingRequest, 'newestAtMs' | 'conversationId'> | undefined;
};

type Row = {
  readonly person: string;
  readonly other: string;
  readonly conversation_id: string;
  readonly newest: string;
  readonly at_ms: string;
  readonly revision: number;
};

type Schemas = { readonly inbox: string; readonly accounts: string };

/**
 * Requests, in requests or hidden, whose newest message was taken at or before `beforeMs`, oldest
 * first. Those of people who are suspended, deactivated or gone are left out: their time stands
 * still. Rejects with `StatementError`. `schemas`: `inbox` and `accounts` unless told.
 */
export const requestsOlderThan = async (
  database: Pick<Database, 'query'>,
  { beforeMs, limit, after }: WaitingPage,
  { inbox, accounts }: Schemas = { inbox: 'inbox', accounts: 'accounts' },
): Promise<readonly WaitingRequest[]> => {
  const rows = await database.query<Row>(
    `select c.person, c.other, c.conversation_id, c.newest, m.at_ms, p.revision
     from ${inbox}.conversations as c
     join ${inbox}.messages as m
       on m.conversation_id = c.conversation_id and m.message_id = c.newest
     join ${inbox}.placements as p
       on p.person = c.person and p.conversation_id = c.conversation_id
       and p.message_id = c.newest
     join ${accounts}.accounts as a on a.account_id = c.person and a.standing = 'active'
     where c.folder in ('requests', 'hidden') and m.at_ms <= $1
       and (m.at_ms, c.conversation_id) > ($2, $3)
     order by m.at_ms, c.conversation_id limit $4`,
    [beforeMs, after?.newestAtMs ?? -1, after?.conversationId ?? '', limit],
  );
  return rows.map((row) => ({
    person: row.person,
    other: row.other,
    conversationId: row.conversation_id,
    newest: row.newest,
    newestAtMs: Number(row.at_ms),
    revision: row.revision,
  }));
};
