import type { MessageOn, deliveryEvents } from '@vestibule/contracts';
import type { NoticeKind } from '@vestibule/domain';
import type { Heard } from '@vestibule/service';

export type Placement = Heard<MessageOn<typeof deliveryEvents>>;

/** What a person is to be told of. */
export type News = {
  readonly kind: NoticeKind;
  readonly conversationId: string;
  readonly other: string;
  /** The message it is about, if it is about one, and whether it may be shown the beginning of. */
  readonly messageId: string | null;
  readonly isShowable: boolean;
};

const kindOf = ({ data }: Extract<Placement, { type: 'MessagePlaced' }>): NoticeKind | null => {
  const { folder, first } = data;
  if (folder === 'inbox') return 'message-received';
  return folder === 'requests' && first ? 'request-received' : null;
};

/** What an event tells its person; hidden requests, further messages of one, and openings are silent. */
export const newsIn = (message: Placement): News | null => {
  if (message.type === 'RequestAccepted') {
    const { conversationId, other } = message.data;
    const kind = 'request-accepted';
    return { kind, conversationId, other, messageId: null, isShowable: false };
  }
  if (message.type !== 'MessagePlaced') return null;
  const kind = kindOf(message);
  if (kind === null) return null;
  const { conversationId, other, messageId, masked = false } = message.data;
  const isShowable = kind === 'message-received' && !masked;
  return { kind, conversationId, other, messageId, isShowable };
};
