import type { ConversationEvent, InboxEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import {
  nextConversation,
  nextPlacements,
  statusFor,
  type Conversation,
  type Placement,
} from './inbox-fold';
import {
  readConversations,
  readRequests,
  writeConversations,
  writeMessages,
  writePlacements,
  type ConversationKey,
  type MessageRow,
} from './inbox-rows';
import type { Query, View } from './view';

const pairPrefix = 'pair-';
const inboxPrefix = 'inbox-';

const inboxTypes: ReadonlySet<string> = new Set<InboxEvent['type']>([
  'MessagePlaced',
  'RequestMoved',
  'RequestAccepted',
  'ConversationOpened',
  'ConversationLeft',
  'ConversationReturned',
  'ConversationEnded',
]);

/** Bodies are `json`, not `jsonb`: nothing looks inside, so nothing in them can stop the stream. */
const tables = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.messages (
     conversation_id text collate "C",
     message_id text collate "C",
     sender text not null,
     recipient text,
     kind text not null,
     view text not null,
     at_ms bigint not null,
     body json not null,
     primary key (conversation_id, message_id)
   )`,
  `create table if not exists ${schema}.placements (
     person text collate "C",
     conversation_id text collate "C",
     message_id text collate "C",
     revision integer not null,
     folder text not null,
     at_ms bigint not null,
     primary key (person, conversation_id, message_id)
   )`,
  `create table if not exists ${schema}.conversations (
     person text collate "C",
     conversation_id text collate "C",
     other text not null,
     folder text not null,
     status text not null,
     said text,
     revision integer not null,
     last_at_ms bigint not null,
     unanswered integer not null,
     newest text,
     primary key (person, conversation_id)
   )`,
  `create index if not exists placements_by_revision
     on ${schema}.placements (person, conversation_id, revision desc)`,
  `create index if not exists conversations_by_revision
     on ${schema}.conversations (person, folder, revision desc)`,
];

const content = (schema: string): readonly string[] => [
  `select * from ${schema}.messages order by conversation_id, message_id`,
  `select * from ${schema}.placements order by person, conversation_id, message_id`,
  `select * from ${schema}.conversations order by person, conversation_id`,
];

/**
 * A suppressed message is kept like any other, because its sender reads it. It has no recipient:
 * that is the second lock, behind the one that nobody ever places it anywhere else.
 */
const messageOf = ({ stream, ...recorded }: Recorded): readonly MessageRow[] => {
  const { type, data } = recorded as unknown as ConversationEvent;
  if (type !== 'MessageSent' && type !== 'MessageSuppressed') return [];
  const row: MessageRow = {
    conversation_id: stream.slice(pairPrefix.length),
    message_id: data.asked.commandId,
    sender: data.from,
    recipient: type === 'MessageSent' ? data.to : null,
    kind: data.asked.kind,
    view: statusFor(data.view),
    at_ms: data.atMs,
    body: data.body,
  };
  return [row];
};

const keyOf = ({ person, conversationId }: ConversationKey): string =>
  `${person}~${conversationId}`;

type Found = {
  readonly event: InboxEvent;
  readonly key: ConversationKey;
  readonly revision: number;
};

const found = ({ stream, revision, ...recorded }: Recorded): Found => {
  const event = recorded as unknown as InboxEvent;
  const person = stream.slice(inboxPrefix.length);
  return { event, key: { person, conversationId: event.data.conversationId }, revision };
};

/** Rows of a batch, as they stand before and then after each event. */
type Rows = {
  readonly conversations: Map<string, Conversation>;
  readonly placements: Map<string, Map<string, Placement>>;
};

const load = async (query: Query, schema: string, events: readonly Found[]): Promise<Rows> => {
  const keys = [...new Map(events.map(({ key }) => [keyOf(key), key])).values()];
  const known = await readConversations(query, schema, keys);
  const requests = await readRequests(query, schema, keys);
  const rows: Rows = {
    conversations: new Map(known.map((one) => [keyOf(one), one])),
    placements: new Map(keys.map((key) => [keyOf(key), new Map<string, Placement>()])),
  };
  requests.forEach((one) => rows.placements.get(keyOf(one))?.set(one.messageId, one));
  return rows;
};

const take = (rows: Rows, { event, key, revision }: Found): void => {
  const { person } = key;
  const now = rows.conversations.get(keyOf(key));
  rows.conversations.set(keyOf(key), nextConversation(now, event, { person, revision }));

  const lying = rows.placements.get(keyOf(key)) ?? new Map<string, Placement>();
  nextPlacements([...lying.values()], event).forEach((one) => lying.set(one.messageId, one));
  if (event.type !== 'MessagePlaced') return;
  const { messageId, folder, atMs } = event.data;
  lying.set(messageId, { ...key, messageId, revision, folder, atMs });
};

const applyToInboxes = async (
  query: Query,
  schema: string,
  events: readonly Recorded[],
): Promise<void> => {
  const all = events.filter(({ type }) => inboxTypes.has(type)).map(found);
  if (all.length === 0) return;
  const rows = await load(query, schema, all);
  all.forEach((one) => take(rows, one));

  await writeConversations(query, schema, [...rows.conversations.values()]);
  const placements = [...rows.placements.values()].flatMap((own) => [...own.values()]);
  await writePlacements(query, schema, placements);
};

/** The two sources write different tables, so no order between them can matter. */
const apply: View['apply'] = async (query, schema, events) => {
  const ofPairs = events.filter(({ stream }) => stream.startsWith(pairPrefix));
  const ofInboxes = events.filter(({ stream }) => stream.startsWith(inboxPrefix));
  await writeMessages(query, schema, ofPairs.flatMap(messageOf));
  await applyToInboxes(query, schema, ofInboxes);
};

/**
 * What people see of their conversations: bodies from the `pair-` streams, places and states from
 * the `inbox-` streams. Nothing is to be seen that was not placed for the person who looks.
 */
export const inboxView: View = {
  name: 'inbox',
  streams: ['pair', 'inbox'],
  tables,
  content,
  apply,
};
