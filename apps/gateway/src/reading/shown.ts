import { notKeptNotice, recipientNotice } from '@vestibule/contracts';
import {
  type ConversationItem,
  cursorAt,
  type GapItem,
  type MessageItem,
  type Page,
  type PersonItem,
} from '@vestibule/views';

/** One line of a person's list, as that person reads it. */
export type ShownConversation = {
  readonly conversationId: string;
  readonly other: string;
  /** Null where the account has none any more. */
  readonly name: string | null;
  readonly folder: string;
  readonly state: string;
  readonly lastAtMs: number;
  /** The other's messages since the reader's own last one. */
  readonly newMessages: number;
  /** The other's messages that the reader has not read; at most 1,000 are counted. */
  readonly unread: number;
  /** The other's newest message: `upTo` of an answer. */
  readonly newest: string | null;
  /** Null: not muted. Without an end it is muted for ever. */
  readonly muted: { readonly untilMs: number | null } | null;
  /** What stands on a request; absent elsewhere. */
  readonly notice?: string;
};

type MessageLine = Pick<MessageItem, 'messageId' | 'from' | 'mine' | 'kind' | 'atMs'>;

export type ShownMessage = MessageLine & {
  readonly text: string;
  readonly attachment: string | null;
  /** Covered until the reader opens it. */
  readonly masked: boolean;
  /** Show links without leading anywhere, and fetch no preview; absent where they may work. */
  readonly links?: 'inert';
  /** By the reader; one's own are. */
  readonly read: boolean;
  /** By the other, where both are shown receipts; of one's own messages alone. */
  readonly seen: boolean;
};

/** A line between messages, for its reader alone. */
export type ShownNotice = {
  readonly kind: 'notice';
  readonly text: string;
  readonly atMs: number;
};

export type ConversationPage = {
  /** How far the lists are: what a bulk answer refers to. Null before anything has happened. */
  readonly position: string | null;
  readonly conversations: readonly ShownConversation[];
  readonly next: string | null;
};

export type MessagePage = {
  readonly messages: readonly (ShownMessage | ShownNotice)[];
  readonly next: string | null;
};

/** What else is known of the others on a page. */
export type Others = {
  readonly names: ReadonlyMap<string, string>;
  /** How many messages this one may send before being accepted. */
  readonly limitOf: (other: string) => number;
  readonly nowMs: number;
};

/** Somebody in the reader's own lists. */
export type ShownPerson = PersonItem;
export type PeoplePage = { readonly people: readonly ShownPerson[]; readonly next: string | null };

const noticeFor = (name: string | null, limit: number): string =>
  `${name ?? 'This'} ${recipientNotice(limit)}`;

const mutedIn = (
  { mutedUntilMs, mutedForever }: ConversationItem,
  nowMs: number,
): ShownConversation['muted'] => {
  if (mutedForever) return { untilMs: null };
  return mutedUntilMs !== null && mutedUntilMs > nowMs ? { untilMs: mutedUntilMs } : null;
};

const conversation = (item: ConversationItem, others: Others): ShownConversation => {
  const { conversationId, other, folder, status, lastAtMs, unanswered, unread, newest } = item;
  const { names, limitOf, nowMs } = others;
  const name = names.get(other) ?? null;
  const line = { conversationId, other, name, folder, state: status, lastAtMs };
  const counted = { newMessages: unanswered, unread, newest };
  const shown = { ...line, ...counted, muted: mutedIn(item, nowMs) };
  return folder === 'requests' || folder === 'hidden'
    ? { ...shown, notice: noticeFor(name, limitOf(other)) }
    : shown;
};

/** A page of one of the lists; `position` was looked up before the page was. */
export const conversationPage = (
  { items, next }: Page<ConversationItem>,
  { position, ...others }: Others & { readonly position: number },
): ConversationPage => ({
  conversations: items.map((item) => conversation(item, others)),
  position: position < 0 ? null : cursorAt(position),
  next,
});

const line = (item: MessageItem | GapItem): ShownMessage | ShownNotice => {
  if (item.kind === 'gap') return { kind: 'notice', text: notKeptNotice, atMs: item.atMs };
  const { messageId, from, mine, kind, body, atMs, masked, inert, read, seen } = item;
  const { text, attachment } = body;
  const marks = { masked, ...(inert && { links: 'inert' as const }), read, seen };
  return { messageId, from, mine, kind, text, attachment, atMs, ...marks };
};

/** A page of one conversation. */
export const messagePage = ({ items, next }: Page<MessageItem | GapItem>): MessagePage => ({
  messages: items.map(line),
  next,
});
