import type { Folder } from '@vestibule/domain';
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
