import { recipientNotice } from '@vestibule/contracts';
import type { ConversationItem, MessageItem, Page } from '@vestibule/views';

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
  /** The other's newest message: `upTo` of an answer. */
  readonly newest: string | null;
  /** What stands on a request; absent elsewhere. */
  readonly notice?: string;
};

type MessageLine = Pick<MessageItem, 'messageId' | 'from' | 'mine' | 'kind' | 'atMs'>;

export type ShownMessage = MessageLine & {
  readonly text: string;
  readonly attachment: string | null;
};

export type ConversationPage = {
  readonly conversations: readonly ShownConversation[];
  readonly next: string | null;
};

export type MessagePage = {
  readonly messages: readonly ShownMessage[];
  readonly next: string | null;
};

/** What else is known of the others on a page. */
export type Others = {
  readonly names: ReadonlyMap<string, string>;
  /** How many messages this one may send before being accepted. */
  readonly limitOf: (other: string) => number;
};

const noticeFor = (name: string | null, limit: number): string =>
  `${name ?? 'This'} ${recipientNotice(limit)}`;

const conversation = (item: ConversationItem, { names, limitOf }: Others): ShownConversation => {
  const { conversationId, other, folder, status, lastAtMs, unanswered, newest } = item;
  const name = names.get(other) ?? null;
  const line = { conversationId, other, name, folder, state: status, lastAtMs };
  const shown = { ...line, newMessages: unanswered, newest };
  return folder === 'requests' || folder === 'hidden'
    ? { ...shown, notice: noticeFor(name, limitOf(other)) }
    : shown;
};

/** A page of one of the lists. */
export const conversationPage = (
  { items, next }: Page<ConversationItem>,
  others: Others,
): ConversationPage => ({
  conversations: items.map((item) => conversation(item, others)),
  next,
});

/** A page of one conversation. */
export const messagePage = ({ items, next }: Page<MessageItem>): MessagePage => ({
  messages: items.map(({ messageId, from, mine, kind, body, atMs }) => ({
    messageId,
    from,
    mine,
    kind,
    text: body.text,
    attachment: body.attachment,
    atMs,
  })),
  next,
});
