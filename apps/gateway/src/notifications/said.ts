import type { deliveryEvents, MessageOn, notificationsEvents } from '@vestibule/contracts';

/** Something to tell one person. `text` may hold `{name}`, for the other account's. */
export type Said =
  | {
      readonly type: 'notice';
      /** What happened: the same for every channel that told it. */
      readonly cause: string;
      readonly kind: string;
      readonly text: string;
      readonly conversationId: string;
      readonly other: string;
      readonly atMs: number;
    }
  /** Something changed in one of the person's lists: look again. */
  | { readonly type: 'inbox'; readonly conversationId: string; readonly folder?: string };

type Delivered = MessageOn<typeof deliveryEvents>;

/** A notice that a channel took. What was not shown anywhere is not told here either. */
export const saidInNotice = ({
  type,
  data,
}: MessageOn<typeof notificationsEvents>): Said | undefined => {
  if (type !== 'NoticeSent') return undefined;
  const { noticeId, kind, text = '', conversationId, other, happenedAtMs: atMs } = data;
  const cause = noticeId.split('/')[0] ?? noticeId;
  return { type: 'notice', cause, kind, text, conversationId, other, atMs };
};

/** Hints hold no revision: the pair's would tell of the other's private acts. */
export const saidInDelivery = ({ type, data }: Delivered): Said | undefined => {
  switch (type) {
    case 'MessagePlaced': {
      const { conversationId, folder } = data;
      return folder === 'sent'
        ? { type: 'inbox', conversationId }
        : { type: 'inbox', conversationId, folder };
    }
    case 'RequestMoved':
    case 'ConversationReturned':
      return { type: 'inbox', conversationId: data.conversationId, folder: data.folder };
    case 'RequestAccepted':
    case 'ConversationOpened':
    case 'ConversationEnded':
    case 'ConversationMuted':
    case 'ConversationCleared':
    case 'MessageRead':
    case 'ReceiptShown':
    case 'MessageDeleted':
    case 'MessageTakenBack':
      return { type: 'inbox', conversationId: data.conversationId };
    case 'ConversationLeft':
      return { type: 'inbox', conversationId: data.conversationId, folder: 'none' };
    case 'InboxUnchanged':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return undefined;
  }
};
