import { deliveryEvents } from '@vestibule/contracts';
import type { InboxEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<InboxEvent | HostEvent>;
type Of<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Lists = Of<Extract<InboxEvent, { data: { pairRevision: number } }>['type']>;
type Acts = Of<
  Exclude<InboxEvent, { type: 'ReceiptWithheld' } | { data: { pairRevision: number } }>['type']
>;

/** What happened in a pair, as it changes one person's lists. */
const listed = ({ type, data }: Lists, key: string): Said => {
  const { conversationId, other, pairRevision, atMs } = data;
  const about = { person: key, conversationId, other, pairRevision, atMs };
  switch (type) {
    case 'MessagePlaced': {
      const { messageId, folder, first, masked, links } = data;
      const covered = masked !== undefined && { masked };
      const placed = { messageId, folder, first, ...covered, ...(links && { links }) };
      return say(deliveryEvents, type, { key, data: { ...about, ...placed } });
    }
    case 'RequestMoved': {
      const { folder, expired } = data;
      const moved = { folder, ...(expired !== undefined && { expired }) };
      return say(deliveryEvents, type, { key, data: { ...about, ...moved } });
    }
    case 'ConversationOpened': {
      const { own } = data;
      return say(deliveryEvents, type, {
        key,
        data: { ...about, ...(own !== undefined && { own }) },
      });
    }
    case 'ConversationReturned':
      return say(deliveryEvents, type, { key, data: { ...about, folder: data.folder } });
    case 'ConversationLeft':
      return say(deliveryEvents, type, { key, data: { ...about, why: data.why } });
    case 'MessageTakenBack':
      return say(deliveryEvents, type, { key, data: { ...about, messageId: data.messageId } });
    case 'ConversationEnded': {
      const { why } = data;
      return say(deliveryEvents, type, {
        key,
        data: { ...about, ...(why !== undefined && { why }) },
      });
    }
    case 'RequestAccepted':
      return say(deliveryEvents, type, { key, data: about });
  }
};

/** What a person did in the own inbox, and the receipts that this person is shown. */
const acted = ({ type, data }: Acts, key: string): Said => {
  const { conversationId, other, atMs } = data;
  const about = { person: key, conversationId, other, atMs };
  switch (type) {
    case 'MessageRead': {
      const { commandId, upTo, receipt } = data;
      return say(deliveryEvents, type, { key, data: { ...about, commandId, upTo, receipt } });
    }
    case 'ReceiptShown': {
      const { upTo, readAtMs } = data;
      return say(deliveryEvents, type, { key, data: { ...about, upTo, readAtMs } });
    }
    case 'ConversationMuted': {
      const { commandId, untilMs, forever } = data;
      return say(deliveryEvents, type, { key, data: { ...about, commandId, untilMs, forever } });
    }
    case 'ConversationCleared': {
      const { commandId, upTo } = data;
      return say(deliveryEvents, type, { key, data: { ...about, commandId, upTo } });
    }
    case 'MessageDeleted': {
      const { commandId, messageId } = data;
      return say(deliveryEvents, type, { key, data: { ...about, commandId, messageId } });
    }
    case 'InboxUnchanged': {
      const { commandId, command, reason } = data;
      return say(deliveryEvents, type, { key, data: { ...about, commandId, command, reason } });
    }
  }
};

/** Event → contract message, keyed by the person whose lists it changes. */
export const outbound = (event: Event): readonly Said[] => {
  const key = event.stream.slice('inbox-'.length);
  switch (event.type) {
    case 'CommandFailed':
      return [say(deliveryEvents, event.type, { key, data: event.data })];
    case 'Quarantined':
      return [say(deliveryEvents, event.type, { key, data: event.data })];
    case 'QuarantineLifted':
      return [say(deliveryEvents, event.type, { key, data: event.data })];
    case 'ReceiptWithheld':
      return []; // a word of this person's, which is nobody's business
    case 'MessageRead':
    case 'ReceiptShown':
    case 'ConversationMuted':
    case 'ConversationCleared':
    case 'MessageDeleted':
    case 'InboxUnchanged':
      return [acted(event, key)];
    case 'MessagePlaced':
    case 'RequestMoved':
    case 'ConversationOpened':
    case 'ConversationReturned':
    case 'ConversationLeft':
    case 'MessageTakenBack':
    case 'RequestAccepted':
    case 'ConversationEnded':
      return [listed(event, key)];
  }
};
