import type { Body, Folder } from '@vestibule/domain';
import { inSight, type Schemas, usualSchemas } from './inbox-sight';
import type { Status } from './inbox-status';
import { boundOf, type Page, pageOf, type Paging, type Placed, revisionIn } from './pages';
import type { Database } from './view';

type Queried = Pick<Database, 'query'>;

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
  /** The other's messages that the person has not read; at most 1,000 are counted. */
  readonly unread: number;
  /** The other's newest message: what accepting or declining refers to. */
  readonly newest: string | null;
  /** Until when it is silent; null: it is not, or forever. */
  readonly mutedUntilMs: number | null;
  readonly mutedForever: boolean;
};

/** One message as a person reads it. */
export type MessageItem = {
  readonly messageId: string;
  readonly from: string;
  readonly mine: boolean;
  readonly kind: string;
  readonly body: Body;
  readonly atMs: number;
  /** A word list covers the text until the person opens it. */
  readonly masked: boolean;
  /** Of the other's messages, whether the person has read it; of one's own, always true. */
  readonly read: boolean;
  /** Whether the other is known to have read it; of the person's own messages alone. */
  readonly seen: boolean;
};

type ConversationRow = Placed & {
  readonly conversation_id: string;
  readonly other: string;
  readonly status: Status;
  readonly last_at_ms: string;
  readonly unanswered: number;
  readonly unread: number;
  readonly newest: string | null;
  readonly muted_until_ms: string | null;
  readonly muted_forever: boolean;
};

const unreadMax = 1_000;

const itemOf = (row: ConversationRow, folder: ListedFolder): ConversationItem => ({
  conversationId: row.conversation_id,
  other: row.other,
  folder,
  status: row.status,
  lastAtMs: Number(row.last_at_ms),
  unanswered: row.unanswered,
  unread: row.unread,
  newest: row.newest,
  mutedUntilMs: row.muted_until_ms === null ? null : Number(row.muted_until_ms),
  mutedForever: row.muted_forever,
});

/** The placements of the conversation `c` that its person has not read and can still see. */
export const unreadIn = (schema: string): string =>
  `select 1 from ${schema}.placements as p
   where p.person = c.person and p.conversation_id = c.conversation_id
     and p.revision > greatest(c.read_to, c.cleared_to)
     and p.folder not in ('sent', 'none') and not p.gone`;

/**
 * A person's conversations in one folder, newest change first; one that was cleared is back with its
 * next message. Requests of accounts that are away are not there (`inSight`). Rejects with
 * `CursorError` or `RangeError` for a page that cannot be.
 */
export const listConversations = async (
  database: Queried,
  asked: Paging & { readonly person: string; readonly folder: ListedFolder },
  schemas: Schemas = usualSchemas,
): Promise<Page<ConversationItem>> => {
  const { person, folder, before } = asked;
  const { inbox: schema } = schemas;
  const limit = boundOf(asked);
  const rows = await database.query<ConversationRow>(
    `select c.conversation_id, c.other, coalesce(m.view, c.status) as status, c.last_at_ms,
       c.unanswered, c.newest, c.revision, c.muted_until_ms, c.muted_forever,
       (select count(*)::integer from (${unreadIn(schema)} limit ${unreadMax}) as found) as unread
     from ${schema}.conversations as c left join ${schema}.messages as m
       on m.conversation_id = c.conversation_id and m.message_id = c.said and m.sender = c.person
     where c.person = $1 and c.folder = $2 and c.revision < $3 and not c.cleared
       and ${inSight(schemas)}
     order by c.revision desc limit $4`,
    [person, folder, revisionIn(before), limit + 1],
  );
  return pageOf(rows, limit, (row) => itemOf(row, folder));
};

type MessageRow = Placed & {
  readonly message_id: string;
  readonly sender: string;
  readonly mine: boolean;
  readonly kind: string;
  readonly body: Body;
  readonly at_ms: string;
  readonly masked: boolean;
  readonly read: boolean;
  readonly seen: boolean;
};

/**
 * The messages of one conversation that were placed for this person and are still in sight, newest
 * first; empty when there is no such conversation. Rejects as `listConversations` does.
 */
export const readConversation = async (
  database: Queried,
  asked: Paging & { readonly person: string; readonly conversationId: string },
  schemas: Schemas = usualSchemas,
): Promise<Page<MessageItem>> => {
  const { person, conversationId, before } = asked;
  const { inbox: schema } = schemas;
  const limit = boundOf(asked);
  const rows = await database.query<MessageRow>(
    `select p.message_id, m.sender, m.sender = p.person as mine, m.kind, m.body, m.at_ms,
       p.revision, p.masked, m.sender = p.person or p.revision <= c.read_to as read,
       m.sender = p.person and p.revision <= c.seen_to as seen
     from ${schema}.placements as p join ${schema}.messages as m
       on m.conversation_id = p.conversation_id and m.message_id = p.message_id
       and p.person in (m.sender, m.recipient)
     join ${schema}.conversations as c
       on c.person = p.person and c.conversation_id = p.conversation_id
     where p.person = $1 and p.conversation_id = $2 and p.folder <> 'none' and p.revision < $3
       and p.revision > c.cleared_to and not p.gone and not m.taken and ${inSight(schemas)}
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
    masked: row.masked,
    read: row.read,
    seen: row.seen,
  }));
};
