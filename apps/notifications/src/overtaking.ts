import type { MessageOn, deliveryEvents } from '@vestibule/contracts';
import { type Overtaking, isOvertaken } from '@vestibule/domain';
import type { Heard } from '@vestibule/service';
import { type Placement, newsIn } from './news';

type Of<Type extends Placement['type']> = Extract<Placement, { type: Type }>;

/** A request that left the list of requests was seen or is gone; one that came back was not. */
const moved = ({ data }: Of<'RequestMoved'>): Omit<Overtaking, 'conversationId'> | null => {
  if (data.folder === 'requests') return null;
  return { why: data.folder === 'inbox' ? 'read' : 'gone', reach: 'request' };
};

const actIn = (message: Placement): Omit<Overtaking, 'conversationId'> | null => {
  switch (message.type) {
    case 'RequestMoved':
      return moved(message);
    case 'ConversationLeft':
    case 'ConversationEnded':
      return { why: 'gone', reach: 'all' };
    case 'MessageTakenBack':
    case 'MessageDeleted':
      return { why: 'gone', reach: { message: message.data.messageId } };
    case 'MessageRead':
    case 'ConversationCleared':
      return { why: 'read', reach: { upTo: message.data.upTo } };
    case 'MessagePlaced':
    case 'RequestAccepted':
    case 'ConversationOpened':
    case 'ConversationReturned':
    case 'ReceiptShown':
    case 'ConversationMuted':
    case 'InboxUnchanged':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return null;
  }
};

/** What an event makes pointless to be told of. */
export const overtakingIn = (message: Placement): Overtaking | null => {
  const act = actIn(message);
  if (act === null || !('conversationId' in message.data)) return null;
  return { conversationId: message.data.conversationId, ...act };
};

/** For news of a batch, by id: why it is pointless already, since what comes after it in the batch. */
export const overtakenIn = (
  messages: readonly Heard<MessageOn<typeof deliveryEvents>>[],
): ReadonlyMap<string, Overtaking['why']> => {
  const overtaken = new Map<string, Overtaking['why']>();
  const later = new Map<string, readonly Overtaking[]>();
  for (const message of messages.toReversed()) {
    const acts = later.get(message.key) ?? [];
    const act = overtakingIn(message);
    const news = newsIn(message);
    const found = news && acts.find((one) => isOvertaken(news, one));
    if (found) overtaken.set(message.id, found.why);
    if (act) later.set(message.key, [act, ...acts]);
  }
  return overtaken;
};
