import type { Body, Folder } from '@vestibule/domain';
import type { Status } from './inbox-fold';
import type { Database } from './view';

type Queried = Pick<Database, 'query'>;

/** Some of many, newest first. `next` asks for those behind them; null when there are none. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** `before`: the `next` of the page before, or absent for the newest. `limit`: 1 to 200. */
export type Paging = { readonly before?: string | undefined; readonly limit: number };

/** A folder that a person can look into. */
export type ListedFolder = Exclude<Folder, 'none'>;

/** One line of a person's list. */
export type ConversationItem = {
  readonly conversationId: string;
  readonly other: string;
  readonly folder: ListedFolder;
  readonly status: Status;
  /** When the newest message came or went. */
  readonly lastAtMs: number;
  /** The other's messages since the person's own last one. */
  readonly unanswered: number;
  /** The other's newest message: what accepting or declining refers to. */
  readonly newest: string | null;
};

/** One message as a person reads it. */
export type MessageItem = {
  readonly messageId: string;
  readonly from: string;
  readonly mine: boolean;
  readonly kind: string;
  readonly body: Body;
  readonly atMs: number;
};

/** A cursor that no page ever gave. */
export class CursorError extends Error {
  override readonly name = 'CursorError';

  constructor() {
    super('This is no cursor.');
  }
}

const limitMax = 200;
const revisionMax = 2_147_483_647;

/** A cursor is a revision of the person's own inbox; the pair's tell of the other's private acts. */
const cursorAt = (revision: number): string => `p${revision.toString(36)}`;

const revisionIn = (cursor: string | undefined): number => {
  if (cursor === undefined) return revisionMax;
  const revision = /^p[0-9a-z]{1,6}$/.test(cursor) ? Number.parseInt(cursor.slice(1), 36) : -1;
  if (revision < 0 || revision > revisionMax) throw new CursorError();
  return revision;
};

const boundOf = ({ limit }: Paging): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= limitMax) return limit;
  throw new RangeError(`A page has 1 to ${limitMax} items, not ${limit}.`);
};

type Placed = { readonly revision: number };

/** Rows are asked for one more than the limit: it tells whether there are others behind them. */
const pageOf = <Row extends Placed, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
): Page<Item> => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: last && rows.length > limit ? cursorAt(last.revision) : null,
  };
};

type ConversationRow = Placed & {
  readonly conversation_id: string;
  readonly other: string;
  readonly status: Status;
  readonly last_at_ms: string;
  readonly unanswered: number;
  readonly newest: string | null;
};

/**
 * A person's conversations in one folder, newest change first. Rejects with `CursorError` or
 * `RangeError` for a page that cannot be. `schema`: `inbox` unless told.
 */
export const listConversations = async (
  database: Queried,
  asked: Paging & { readonly person: string; readonly folder: ListedFolder },
  schema = 'inbox',
): Promise<Page<ConversationItem>> => {
  const { person, folder, before } = asked;
  const limit = boundOf(asked);
  const rows = await database.query<ConversationRow>(
    `select c.conversation_id, c.other, coalesce(m.view, c.status) as status, c.last_at_ms,
       c.unanswered, c.newest, c.revision
     from ${schema}.conversations as c left join ${schema}.messages as m
       on m.conversation_id = c.conversation_id and m.message_id = c.said and m.sender = c.person
     where c.person = $1 and c.folder = $2 and c.revision < $3
     order by c.revision desc limit $4`,
    [person, folder, revisionIn(before), limit + 1],
  );
  return pageOf(rows, limit, (row) => ({
    conversationId: row.conversation_id,
    other: row.other,
    folder,
    status: row.status,
    lastAtMs: Number(row.last_at_ms),
    unanswered: row.unanswered,
    newest: row.newest,
  }));
};

type MessageRow = Placed & {
  readonly message_id: string;
  readonly sender: string;
  readonly mine: boolean;
  readonly kind: string;
  readonly body: Body;
  readonly at_ms: string;
};

/**
 * The messages of one conversation that were placed for this person, newest first; empty when there
 * is no such conversation. Rejects as `listConversations` does.
 */
export const readConversation = async (
  database: Queried,
  asked: Paging & { readonly person: string; readonly conversationId: string },
  schema = 'inbox',
): Promise<Page<MessageItem>> => {
  const { person, conversationId, before } = asked;
  const limit = boundOf(asked);
  const rows = await database.query<MessageRow>(
    `select p.message_id, m.sender, m.sender = p.person as mine, m.kind, m.body, m.at_ms,
       p.revision
     from ${schema}.placements as p join ${schema}.messages as m
       on m.conversation_id = p.conversation_id and m.message_id = p.message_id
       and p.person in (m.sender, m.recipient)
     where p.person = $1 and p.conversation_id = $2 and p.folder <> 'none' and p.revision < $3
     order by p.revision desc limit $4`,
    [person, conversationId, revisionIn(before), limit + 1],
  );
  return pageOf(rows, limit, (row) => ({
    messageId: row.message_id,
    from: row.sender,
    mine: row.mine,
    kind: row.kind,
    body: row.body,
    atMs: Number(row.at_ms),
  }));
};

/** How many conversations lie in each folder of a person. */
export const countsOf = async (
  database: Queried,
  person: string,
  schema = 'inbox',
): Promise<Readonly<Record<ListedFolder, number>>> => {
  const rows = await database.query<{ folder: Folder; conversations: number }>(
    `select folder, count(*)::integer as conversations
     from ${schema}.conversations where person = $1 group by folder`,
    [person],
  );
  const counts = new Map(rows.map(({ folder, conversations }) => [folder, conversations]));
  const countIn = (folder: ListedFolder): number => counts.get(folder) ?? 0;
  return {
    inbox: countIn('inbox'),
    requests: countIn('requests'),
    hidden: countIn('hidden'),
    declined: countIn('declined'),
  };
};
