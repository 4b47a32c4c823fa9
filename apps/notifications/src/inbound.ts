import type { MessageOn, deliveryEvents } from '@vestibule/contracts';
import type { NoticeCommand, NoticeKind } from '@vestibule/domain';
import type { Heard, Order, Preparing } from '@vestibule/service';

type Placement = Heard<MessageOn<typeof deliveryEvents>>;

/** Whose claims these will be, and when they are made. */
export type Claims = { readonly token: string; readonly nowMs: number };

/** The clock and the process's token, once per batch. */
export const claims = async (
  _: readonly Placement[],
  { token, nowMs }: Preparing,
): Promise<Claims> => ({ token, nowMs });

/** What a person is told of; hidden requests, further messages of one, and openings are silent. */
const kindOf = (message: Placement): NoticeKind | null => {
  switch (message.type) {
    case 'MessagePlaced': {
      const { folder, first } = message.data;
      if (folder === 'inbox') return 'message-received';
      return folder === 'requests' && first ? 'request-received' : null;
    }
    case 'RequestAccepted':
      return 'request-accepted';
    case 'RequestMoved':
    case 'ConversationOpened':
    case 'ConversationLeft':
    case 'ConversationReturned':
    case 'ConversationEnded':
    case 'MessageRead':
    case 'ReceiptShown':
    case 'ConversationMuted':
    case 'ConversationCleared':
    case 'MessageDeleted':
    case 'MessageTakenBack':
    case 'InboxUnchanged':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return null;
  }
};

type Telling = Extract<Placement, { type: 'MessagePlaced' | 'RequestAccepted' }>;

const isTelling = (message: Placement): message is Telling => kindOf(message) !== null;

/** Contract message → commands. */
export const inbound = (
  message: Placement,
  { token, nowMs }: Claims,
): readonly Order<NoticeCommand>[] => {
  const kind = kindOf(message);
  if (kind === null || !isTelling(message) || !message.coordinates) return [];
  const { stream, revision, metadata } = message.coordinates;
  const { conversationId, other, atMs: happenedAtMs } = message.data;
  const channel = 'console';
  const notice = { noticeId: `${message.id}/${channel}`, kind, channel, conversationId, other };
  return [
    {
      stream: `notice-${message.key}`,
      commandId: `${stream}@${revision}/0`,
      source: { stream, revision, part: 0, eventId: message.id },
      correlationId: String(metadata['$correlationId']),
      ingestedAtMs: nowMs,
      command: {
        type: 'ClaimNotice',
        data: { ...notice, happenedAtMs, atMs: nowMs, token, attempt: 1 },
      },
    },
  ];
};
