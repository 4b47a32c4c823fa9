import { type Folder, type InboxEvent, isLateYes } from '@vestibule/domain';
import { statusIn, statusWhenSent, type Status } from './inbox-status';

/** Where a person accepted from the declined list: what was sent before was not kept. */
export type Gap = { readonly revision: number; readonly atMs: number };

/** One conversation in one person's lists. */
export type Conversation = {
  readonly person: string;
  readonly conversationId: string;
  readonly other: string;
  readonly folder: Folder;
  readonly status: Status;
  /** The person's own newest message, when it is the newest to say how they stand. */
  readonly said: string | null;
  /** Revision of the person's inbox at which it changed last. */
  readonly revision: number;
  readonly lastAtMs: number;
  /** The other's messages since the person's own last one. */
  readonly unanswered: number;
  /** The other's newest message: what an answer refers to. */
  readonly newest: string | null;
  /** Revision of the newest placement of any message, and of one of the other's; -1: none. */
  readonly placed: number;
  readonly theirs: number;
  /** Revisions of the placements up to which it was read and cleared; -1: it was not. */
  readonly readTo: number;
  readonly clearedTo: number;
  /** Nothing is left to be seen, until the next message. */
  readonly cleared: boolean;
  readonly mutedUntilMs: number | null;
  readonly mutedForever: boolean;
  /** Revision of the person's own newest message that the other is known to have read; -1: none. */
  readonly seenTo: number;
  readonly seenAtMs: number | null;
  /** Those that are still in sight, oldest first. */
  readonly gaps: readonly Gap[];
};

type Data<Type extends InboxEvent['type']> = Extract<InboxEvent, { type: Type }>['data'];

/** Where an event was found: in whose inbox, at which revision. */
export type Place = { readonly person: string; readonly revision: number };

const newConversation = (place: Place, data: InboxEvent['data']): Conversation => ({
  ...place,
  conversationId: data.conversationId,
  other: data.other,
  folder: 'none',
  status: 'ended',
  said: null,
  lastAtMs: data.atMs,
  unanswered: 0,
  newest: null,
  placed: -1,
  theirs: -1,
  readTo: -1,
  clearedTo: -1,
  cleared: false,
  mutedUntilMs: null,
  mutedForever: false,
  seenTo: -1,
  seenAtMs: null,
  gaps: [],
});

const sent = (now: Conversation, { messageId, atMs }: Data<'MessagePlaced'>): Conversation => ({
  ...now,
  folder: now.folder === 'none' ? 'inbox' : now.folder,
  status: statusWhenSent(now.status),
  said: messageId,
  lastAtMs: atMs,
  unanswered: 0,
});

const received = (now: Conversation, data: Data<'MessagePlaced'>, revision: number) => {
  const { folder, messageId, atMs } = data;
  if (folder === 'sent') return sent(now, data);
  return {
    ...now,
    folder,
    status: statusIn(folder),
    said: null,
    lastAtMs: atMs,
    unanswered: now.unanswered + 1,
    newest: messageId,
    theirs: revision,
  };
};

/** A yes of the other opens what waited for it; a request or an end of one's own stays. */
const welcomed = (now: Conversation): Conversation =>
  now.status === 'pending' ? { ...now, status: 'open', said: null } : now;

/** What comes back after a block is history, unless a request lies there. */
const returned = (now: Conversation, { folder }: Data<'ConversationReturned'>): Conversation => {
  const status = folder === 'inbox' ? 'ended' : statusIn(folder);
  return { ...now, folder, status, said: null };
};

const moved = (now: Conversation, { folder, expired }: Data<'RequestMoved'>): Conversation => ({
  ...now,
  folder,
  status: expired ? 'expired' : statusIn(folder),
  said: null,
});

/** The events that move a conversation within the lists, and to their top. */
type Lists = Exclude<
  Extract<InboxEvent, { data: { readonly pairRevision: number } }>,
  { type: 'MessageTakenBack' }
>;

const nextInLists = (now: Conversation, { type, data }: Lists, revision: number): Conversation => {
  switch (type) {
    case 'MessagePlaced':
      return { ...received(now, data, revision), placed: revision, cleared: false };
    case 'RequestMoved':
      return moved(now, data);
    case 'RequestAccepted':
      return welcomed(now);
    case 'ConversationOpened':
      return data.own ? now : welcomed(now);
    case 'ConversationLeft':
      return { ...now, folder: 'none', status: data.why, said: null };
    case 'ConversationReturned':
      return returned(now, data);
    case 'ConversationEnded':
      return { ...now, status: data.why === 'withdrawn' ? 'withdrawn' : 'ended', said: null };
  }
};

/** The gap goes with what lies before it; a history without a message keeps none. */
const cleared = (now: Conversation, upTo: number): Conversation => {
  const clearedTo = Math.max(now.clearedTo, upTo);
  const isAll = now.placed <= clearedTo;
  const gaps = isAll ? [] : now.gaps.filter(({ revision }) => revision > clearedTo);
  return { ...now, clearedTo, cleared: isAll, gaps };
};

/** What a person does, and what is shown to them, leaves the order of the lists as it is. */
const nextInPlace = (
  now: Conversation,
  { type, data }: Exclude<InboxEvent, Lists>,
  named: number,
): Conversation => {
  switch (type) {
    case 'MessageRead':
      return { ...now, readTo: Math.max(now.readTo, named) };
    case 'ReceiptShown':
      return { ...now, seenTo: Math.max(now.seenTo, named), seenAtMs: data.readAtMs };
    case 'ConversationMuted':
      return { ...now, mutedUntilMs: data.untilMs, mutedForever: data.forever };
    case 'ConversationCleared':
      return cleared(now, named);
    case 'MessageDeleted':
    case 'MessageTakenBack':
    case 'InboxUnchanged':
    case 'ReceiptWithheld':
      return now;
  }
};

const isOfLists = (event: InboxEvent): event is Lists =>
  'pairRevision' in event.data && event.type !== 'MessageTakenBack';

/**
 * A conversation after one more event of the person's inbox; `now` is absent before the first.
 * `named`: revision of the placement that `lastNamed` tells of; -1 where there is none.
 */
export const nextConversation = (
  now: Conversation | undefined,
  event: InboxEvent,
  { person, revision, named }: Place & { readonly named: number },
): Conversation => {
  const before = now ?? newConversation({ person, revision }, event.data);
  if (!isOfLists(event)) return nextInPlace(before, event, named);
  const { atMs } = event.data;
  const gaps = isLateYes(before.folder, event) ? [...before.gaps, { revision, atMs }] : before.gaps;
  return { ...nextInLists(before, event, revision), gaps, revision };
};
