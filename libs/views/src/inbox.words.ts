import type { InboxEvent } from '@vestibule/domain';
import type { Told } from './account.words';

type Written = {
  readonly from: string;
  readonly to: string;
  readonly atMs?: number;
  readonly view?: string;
  readonly text?: string;
};

const message = (
  type: string,
  messageId: string,
  { from, to, atMs = 5_000, view = 'pending', text = `text of ${messageId}` }: Written,
): Told => ({
  type,
  data: {
    asked: { commandId: messageId, kind: 'text' },
    from,
    to,
    atMs,
    view,
    body: { text, attachment: null },
  },
});

export const sent = (messageId: string, written: Written): Told =>
  message('MessageSent', messageId, written);

export const suppressed = (messageId: string, written: Written): Told =>
  message('MessageSuppressed', messageId, written);

const about = (conversationId: string, other: string) => ({
  conversationId,
  other,
  pairRevision: 0,
  atMs: 6_000,
});

type Lists = Exclude<InboxEvent['type'], 'MessagePlaced'>;

/** What a person's inbox says of the conversation `c` with `other`. */
export const inboxOf = (other: string, conversationId = 'c') => ({
  placed: (messageId: string, folder: 'inbox' | 'requests' | 'hidden' | 'sent'): InboxEvent => ({
    type: 'MessagePlaced',
    data: { ...about(conversationId, other), messageId, folder, first: false },
  }),
  moved: (folder: 'inbox' | 'requests' | 'hidden' | 'declined'): InboxEvent => ({
    type: 'RequestMoved',
    data: { ...about(conversationId, other), folder },
  }),
  left: (why: 'blocked' | 'withdrawn'): InboxEvent => ({
    type: 'ConversationLeft',
    data: { ...about(conversationId, other), why },
  }),
  returned: (folder: 'inbox' | 'declined'): InboxEvent => ({
    type: 'ConversationReturned',
    data: { ...about(conversationId, other), folder },
  }),
  happened: (type: Exclude<Lists, 'RequestMoved' | 'ConversationLeft' | 'ConversationReturned'>) =>
    ({ type, data: about(conversationId, other) }) satisfies InboxEvent as InboxEvent,
});
