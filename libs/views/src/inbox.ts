import type { ConversationEvent, InboxEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import { nextConversation, type Conversation } from './inbox-fold';
import { lastNamed, namedBy, nextPlacements, type Placement } from './inbox-placements';
import {
  readConversations,
  readPlacements,
  readRequests,
  writeConversations,
  writePlacements,
  type ConversationKey,
} from './inbox-rows';
import { statusFor } from './inbox-status';
import { inboxContent, inboxTables } from './inbox-tables';
import { takeMessages, writeMessages, type MessageRow, type TakenRow } from './message-rows';
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
  'MessageRead',
  'ReceiptShown',
  'ConversationMuted',
  'ConversationCleared',
  'MessageDeleted',
  'MessageTakenBack',
]);

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

const takenOf = ({ stream, ...recorded }: Recorded): readonly TakenRow[] => {
  const { type, data } = recorded as unknown as ConversationEvent;
  if (type !== 'MessageUnsent' && type !== 'MessageRemoved') return [];
  return [{ conversation_id: stream.slice(pairPrefix.length), message_id: data.messageId }];
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
  const named = await readPlacements(
    query,
    schema,
    events.flatMap(({ event, key }) => namedBy(event).map((messageId) => ({ ...key, messageId }))),
  );
  const rows: Rows = {
    conversations: new Map(known.map((one) => [keyOf(one), one])),
    placements: new Map(keys.map((key) => [keyOf(key), new Map<string, Placement>()])),
  };
  [...requests, ...named].forEach((one) =>
    rows.placements.get(keyOf(one))?.set(one.messageId, one),
  );
  return rows;
};

const take = (rows: Rows, { event, key, revision }: Found): void => {
  const known = rows.placements.get(keyOf(key)) ?? new Map<string, Placement>();
  const named = known.get(lastNamed(event) ?? '')?.revision ?? -1;
  const at = { person: key.person, revision, named };
  const now = rows.conversations.get(keyOf(key));
  rows.conversations.set(keyOf(key), nextConversation(now, event, at));

  nextPlacements([...known.values()], event).forEach((one) => known.set(one.messageId, one));
  if (event.type !== 'MessagePlaced') return;
  const { messageId, folder, atMs, masked = false, links } = event.data;
  const place = { messageId, revision, folder, atMs };
  known.set(messageId, { ...key, ...place, masked, inert: links === 'inert', gone: false });
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
  await takeMessages(query, schema, ofPairs.flatMap(takenOf));
  await applyToInboxes(query, schema, ofInboxes);
};

/**
 * What people see of their conversations: bodies from the `pair-` streams, places and states from
 * the `inbox-` streams. Nothing is to be seen that was not placed for the person who looks.
 */
export const inboxView: View = {
  name: 'inbox',
  streams: ['pair', 'inbox'],
  tables: inboxTables,
  content: inboxContent,
  apply,
};
