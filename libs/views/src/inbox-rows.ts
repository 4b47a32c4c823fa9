import type { Conversation, Placement } from './inbox-fold';
import type { Query } from './view';

/** Which conversation of which person. */
export type ConversationKey = Pick<Conversation, 'person' | 'conversationId'>;

/** A direct message as its pair recorded it. */
export type MessageRow = {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly sender: string;
  readonly recipient: string | null;
  readonly kind: string;
  readonly view: string;
  readonly at_ms: number;
  readonly body: object;
};

type ConversationColumns = {
  readonly person: string;
  readonly conversation_id: string;
  readonly other: string;
  readonly folder: Conversation['folder'];
  readonly status: Conversation['status'];
  readonly said: string | null;
  readonly revision: number;
  readonly last_at_ms: string | number;
  readonly unanswered: number;
  readonly newest: string | null;
};

type PlacementColumns = {
  readonly person: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly revision: number;
  readonly folder: Placement['folder'];
  readonly at_ms: string | number;
};

const conversationOf = (row: ConversationColumns): Conversation => {
  const { conversation_id: conversationId, last_at_ms: lastAtMs, ...same } = row;
  return { ...same, conversationId, lastAtMs: Number(lastAtMs) };
};

const placementOf = (row: PlacementColumns): Placement => {
  const { conversation_id: conversationId, message_id: messageId, at_ms: atMs, ...same } = row;
  return { ...same, conversationId, messageId, atMs: Number(atMs) };
};

const askedFor = (keys: readonly ConversationKey[]): readonly (readonly string[])[] => [
  keys.map(({ person }) => person),
  keys.map(({ conversationId }) => conversationId),
];

const askedFrom = `join unnest($1::text[], $2::text[]) as asked (person, conversation_id)
       using (person, conversation_id)`;

export const readConversations = async (
  query: Query,
  schema: string,
  keys: readonly ConversationKey[],
): Promise<readonly Conversation[]> => {
  const rows = await query<ConversationColumns>(
    `select * from ${schema}.conversations ${askedFrom}`,
    askedFor(keys),
  );
  return rows.map(conversationOf);
};

/** The messages of requests that lie in these conversations. */
export const readRequests = async (
  query: Query,
  schema: string,
  keys: readonly ConversationKey[],
): Promise<readonly Placement[]> => {
  const rows = await query<PlacementColumns>(
    `select * from ${schema}.placements ${askedFrom} where folder in ('requests', 'hidden')`,
    askedFor(keys),
  );
  return rows.map(placementOf);
};

/** Inserts or overwrites. */
export const writeConversations = async (
  query: Query,
  schema: string,
  conversations: readonly Conversation[],
): Promise<void> => {
  const rows = conversations.map(({ conversationId, lastAtMs, ...same }): ConversationColumns => ({
    ...same,
    conversation_id: conversationId,
    last_at_ms: lastAtMs,
  }));
  await query(
    `insert into ${schema}.conversations
     select * from json_to_recordset($1::json) as written (
       person text, conversation_id text, other text, folder text, status text, said text,
       revision integer, last_at_ms bigint, unanswered integer, newest text)
     on conflict (person, conversation_id) do update set
       other = excluded.other, folder = excluded.folder, status = excluded.status,
       said = excluded.said, revision = excluded.revision, last_at_ms = excluded.last_at_ms,
       unanswered = excluded.unanswered, newest = excluded.newest`,
    [JSON.stringify(rows)],
  );
};

/** Inserts or overwrites. */
export const writePlacements = async (
  query: Query,
  schema: string,
  placements: readonly Placement[],
): Promise<void> => {
  if (placements.length === 0) return;
  const rows = placements.map(({ conversationId, messageId, atMs, ...same }): PlacementColumns => ({
    ...same,
    conversation_id: conversationId,
    message_id: messageId,
    at_ms: atMs,
  }));
  await query(
    `insert into ${schema}.placements
     select * from json_to_recordset($1::json) as written (
       person text, conversation_id text, message_id text, revision integer, folder text,
       at_ms bigint)
     on conflict (person, conversation_id, message_id) do update set
       revision = excluded.revision, folder = excluded.folder, at_ms = excluded.at_ms`,
    [JSON.stringify(rows)],
  );
};

export const writeMessages = async (
  query: Query,
  schema: string,
  rows: readonly MessageRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  // Text in text: reading nested JSON would open its strings, and refuse a NUL in one of them.
  const written = rows.map(({ body, ...same }) => ({ ...same, body: JSON.stringify(body) }));
  await query(
    `insert into ${schema}.messages
     select conversation_id, message_id, sender, recipient, kind, view, at_ms, body::json
     from json_to_recordset($1::json) as written (
       conversation_id text, message_id text, sender text, recipient text, kind text, view text,
       at_ms bigint, body text)`,
    [JSON.stringify(written)],
  );
};
