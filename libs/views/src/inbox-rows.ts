import type { Conversation } from './inbox-fold';
import type { Placement } from './inbox-placements';
import type { Query } from './view';

/** Which conversation of which person. */
export type ConversationKey = Pick<Conversation, 'person' | 'conversationId'>;

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
  readonly placed: number;
  readonly theirs: number;
  readonly read_to: number;
  readonly cleared_to: number;
  readonly cleared: boolean;
  readonly muted_until_ms: string | number | null;
  readonly muted_forever: boolean;
  readonly seen_to: number;
  readonly seen_at_ms: string | number | null;
  readonly gaps: Conversation['gaps'];
};

type PlacementColumns = {
  readonly person: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly revision: number;
  readonly folder: Placement['folder'];
  readonly at_ms: string | number;
  readonly masked: boolean;
  readonly gone: boolean;
  readonly inert: boolean;
};

const instant = (column: string | number | null): number | null =>
  column === null ? null : Number(column);

const conversationOf = (row: ConversationColumns): Conversation => ({
  person: row.person,
  conversationId: row.conversation_id,
  other: row.other,
  folder: row.folder,
  status: row.status,
  said: row.said,
  revision: row.revision,
  lastAtMs: Number(row.last_at_ms),
  unanswered: row.unanswered,
  newest: row.newest,
  placed: row.placed,
  theirs: row.theirs,
  readTo: row.read_to,
  clearedTo: row.cleared_to,
  cleared: row.cleared,
  mutedUntilMs: instant(row.muted_until_ms),
  mutedForever: row.muted_forever,
  seenTo: row.seen_to,
  seenAtMs: instant(row.seen_at_ms),
  gaps: row.gaps,
});

const columnsOf = (row: Conversation): ConversationColumns => ({
  person: row.person,
  conversation_id: row.conversationId,
  other: row.other,
  folder: row.folder,
  status: row.status,
  said: row.said,
  revision: row.revision,
  last_at_ms: row.lastAtMs,
  unanswered: row.unanswered,
  newest: row.newest,
  placed: row.placed,
  theirs: row.theirs,
  read_to: row.readTo,
  cleared_to: row.clearedTo,
  cleared: row.cleared,
  muted_until_ms: row.mutedUntilMs,
  muted_forever: row.mutedForever,
  seen_to: row.seenTo,
  seen_at_ms: row.seenAtMs,
  gaps: row.gaps,
});

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

/** Which message in which person's history. */
export type PlacementKey = ConversationKey & Pick<Placement, 'messageId'>;

/** The placements of these messages, as far as there are any. */
export const readPlacements = async (
  query: Query,
  schema: string,
  keys: readonly PlacementKey[],
): Promise<readonly Placement[]> => {
  if (keys.length === 0) return [];
  const rows = await query<PlacementColumns>(
    `select * from ${schema}.placements
     join unnest($1::text[], $2::text[], $3::text[]) as asked (person, conversation_id, message_id)
       using (person, conversation_id, message_id)`,
    [...askedFor(keys), keys.map(({ messageId }) => messageId)],
  );
  return rows.map(placementOf);
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
  await query(
    `insert into ${schema}.conversations
     select * from json_to_recordset($1::json) as written (
       person text, conversation_id text, other text, folder text, status text, said text,
       revision integer, last_at_ms bigint, unanswered integer, newest text, placed integer,
       theirs integer, read_to integer, cleared_to integer, cleared boolean,
       muted_until_ms bigint, muted_forever boolean, seen_to integer, seen_at_ms bigint,
       gaps json)
     on conflict (person, conversation_id) do update set
       other = excluded.other, folder = excluded.folder, status = excluded.status,
       said = excluded.said, revision = excluded.revision, last_at_ms = excluded.last_at_ms,
       unanswered = excluded.unanswered, newest = excluded.newest, placed = excluded.placed,
       theirs = excluded.theirs, read_to = excluded.read_to, cleared_to = excluded.cleared_to,
       cleared = excluded.cleared, muted_until_ms = excluded.muted_until_ms,
       muted_forever = excluded.muted_forever, seen_to = excluded.seen_to,
       seen_at_ms = excluded.seen_at_ms, gaps = excluded.gaps`,
    [JSON.stringify(conversations.map(columnsOf))],
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
       at_ms bigint, masked boolean, gone boolean, inert boolean)
     on conflict (person, conversation_id, message_id) do update set
       revision = excluded.revision, folder = excluded.folder, at_ms = excluded.at_ms,
       masked = excluded.masked, gone = excluded.gone, inert = excluded.inert`,
    [JSON.stringify(rows)],
  );
};
