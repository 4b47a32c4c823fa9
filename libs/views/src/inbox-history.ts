import type { Body, MessageKind } from '@vestibule/domain';
import { inSight, type Schemas, usualSchemas } from './inbox-sight';
import { boundOf, type Page, pageOf, type Paging, type Placed, revisionIn } from './pages';
import type { Database } from './view';

/** One message as a person reads it. */
export type MessageItem = {
  readonly messageId: string;
  readonly from: string;
  readonly mine: boolean;
  readonly kind: MessageKind;
  readonly body: Body;
  readonly atMs: number;
  /** A word list covers the text until the person opens it. */
  readonly masked: boolean;
  /** Links are shown and lead nowhere, as long as the person has not accepted. */
  readonly inert: boolean;
  /** Of the other's messages, whether the person has read it; of one's own, always true. */
  readonly read: boolean;
  /** Whether the other is known to have read it; of the person's own messages alone. */
  readonly seen: boolean;
};

/** Here the person accepted from the declined list: what was sent in between was not kept. */
export type GapItem = { readonly kind: 'gap'; readonly atMs: number };

type GapRow = Placed & { readonly message_id: null; readonly at_ms: string };

type MessageRow = Placed & {
  readonly message_id: string;
  readonly sender: string;
  readonly mine: boolean;
  readonly kind: MessageKind;
  readonly body: Body;
  readonly at_ms: string;
  readonly masked: boolean;
  readonly inert: boolean;
  readonly read: boolean;
  readonly seen: boolean;
};

const itemOf = (row: MessageRow | GapRow): MessageItem | GapItem => {
  const atMs = Number(row.at_ms);
  if (row.message_id === null) return { kind: 'gap', atMs };
  return {
    messageId: row.message_id,
    from: row.sender,
    mine: row.mine,
    kind: row.kind,
    body: row.body,
    atMs,
    masked: row.masked,
    inert: row.inert,
    read: row.read,
    seen: row.seen,
  };
};

const messagesIn = ({ inbox: schema }: Schemas): string =>
  `select p.message_id, m.sender, m.sender = p.person as mine, m.kind, m.body, m.at_ms,
     p.revision, p.masked, p.inert and p.folder in ('requests', 'hidden') as inert,
     m.sender = p.person or p.revision <= c.read_to as read,
     m.sender = p.person and p.revision <= c.seen_to as seen
   from ${schema}.placements as p join ${schema}.messages as m
     on m.conversation_id = p.conversation_id and m.message_id = p.message_id
     and p.person in (m.sender, m.recipient)
   join ${schema}.conversations as c
     on c.person = p.person and c.conversation_id = p.conversation_id
   where p.person = $1 and p.conversation_id = $2 and p.folder <> 'none' and p.revision < $3
     and p.revision > c.cleared_to and not p.gone and not m.taken`;

const gapsIn = ({ inbox: schema }: Schemas): string =>
  `select null, null, null, null, null, gap."atMs", gap.revision, null, null, null, null
   from ${schema}.conversations as c
   cross join json_to_recordset(c.gaps) as gap (revision integer, "atMs" bigint)
   where c.person = $1 and c.conversation_id = $2 and gap.revision < $3`;

/**
 * The messages of one conversation that were placed for this person and are still in sight, newest
 * first, with the gaps between them; empty when there is no such conversation. Rejects with
 * `CursorError` or `RangeError` for a page that cannot be.
 */
export const readConversation = async (
  database: Pick<Database, 'query'>,
  asked: Paging & { readonly person: string; readonly conversationId: string },
  schemas: Schemas = usualSchemas,
): Promise<Page<MessageItem | GapItem>> => {
  const { person, conversationId, before } = asked;
  const limit = boundOf(asked);
  const rows = await database.query<MessageRow | GapRow>(
    `(${messagesIn(schemas)} and ${inSight(schemas)} order by p.revision desc limit $4)
     union all (${gapsIn(schemas)} and ${inSight(schemas)})
     order by revision desc limit $4`,
    [person, conversationId, revisionIn(before), limit + 1],
  );
  return pageOf(rows, limit, itemOf);
};
