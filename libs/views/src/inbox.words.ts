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

/** What the pair says once a message is unsent or removed. */
export const unsent = (messageId: string): Told => ({ type: 'MessageUnsent', data: { messageId } });
export const removed = (messageId: string): Told => ({
  type: 'MessageRemoved',
  data: { messageId },
});

const about = (conversationId: string, other: string) => ({
  conversationId,
  other,
  pairRevision: 0,
  atMs: 6_000,
});

const asked = (conversationId: string, other: string) => ({
  conversationId,
  other,
  atMs: 6_000,
  commandId: 'command',
});

const me = { version: 1, standing: 'active', region: 'NZ', receipts: true } as const;

/** What a person's inbox says of the conversation `c` with `other`. */
export const inboxOf = (other: string, conversationId = 'c') => {
  const caused = about(conversationId, other);
  const outcome = asked(conversationId, other);
  return {
    placed: (
      messageId: string,
      folder: 'inbox' | 'requests' | 'hidden' | 'sent',
      more: { readonly masked?: true; readonly links?: 'inert' } = {},
    ): InboxEvent => ({
      type: 'MessagePlaced',
      data: { ...caused, messageId, folder, first: false, ...more },
    }),
    moved: (folder: 'inbox' | 'requests' | 'hidden' | 'declined', expired?: true): InboxEvent => ({
      type: 'RequestMoved',
      data: { ...caused, folder, ...(expired && { expired }) },
    }),
    left: (why: 'blocked' | 'withdrawn'): InboxEvent => ({
      type: 'ConversationLeft',
      data: { ...caused, why },
    }),
    returned: (folder: 'inbox' | 'declined'): InboxEvent => ({
      type: 'ConversationReturned',
      data: { ...caused, folder },
    }),
    happened: (
      type: 'RequestAccepted' | 'ConversationOpened' | 'ConversationEnded',
      more: { readonly own?: true; readonly why?: 'withdrawn' } = {},
    ): InboxEvent => ({ type, data: { ...caused, ...more } }),
    takenBack: (messageId: string): InboxEvent => ({
      type: 'MessageTakenBack',
      data: { ...caused, messageId },
    }),
    read: (upTo: string): InboxEvent => ({
      type: 'MessageRead',
      data: { ...outcome, upTo, receipt: true, policyVersion: 1, facts: { actor: me, other: me } },
    }),
    shown: (upTo: string, readAtMs = 7_000): InboxEvent => ({
      type: 'ReceiptShown',
      data: { conversationId, other, atMs: readAtMs, upTo, readAtMs },
    }),
    muted: (untilMs: number | null, forever = false): InboxEvent => ({
      type: 'ConversationMuted',
      data: { ...outcome, untilMs, forever },
    }),
    cleared: (upTo: string): InboxEvent => ({
      type: 'ConversationCleared',
      data: { ...outcome, upTo },
    }),
    deleted: (messageId: string): InboxEvent => ({
      type: 'MessageDeleted',
      data: { ...outcome, messageId },
    }),
    unchanged: (): InboxEvent => ({
      type: 'InboxUnchanged',
      data: { ...outcome, command: 'DeleteForMe', reason: 'no_message' },
    }),
  };
};
