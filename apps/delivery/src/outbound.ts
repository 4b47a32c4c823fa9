import { deliveryEvents } from '@vestibule/contracts';
import type { InboxEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<InboxEvent | HostEvent>;

/** Event → contract message, keyed by the person whose lists it changes. */
export const outbound = (event: Event): readonly Said[] => {
  const person = event.stream.slice('inbox-'.length);
  const key = person;
  const { type, data } = event;
  if (type === 'CommandFailed') return [say(deliveryEvents, type, { key, data })];
  if (type === 'Quarantined') return [say(deliveryEvents, type, { key, data })];
  if (type === 'QuarantineLifted') return [say(deliveryEvents, type, { key, data })];

  const { conversationId, other, pairRevision, atMs } = data;
  const about = { person, conversationId, other, pairRevision, atMs };
  switch (type) {
    case 'MessagePlaced': {
      const { messageId, folder, first } = data;
      return [say(deliveryEvents, type, { key, data: { ...about, messageId, folder, first } })];
    }
    case 'RequestMoved':
      return [say(deliveryEvents, type, { key, data: { ...about, folder: data.folder } })];
    case 'ConversationReturned':
      return [say(deliveryEvents, type, { key, data: { ...about, folder: data.folder } })];
    case 'ConversationLeft':
      return [say(deliveryEvents, type, { key, data: { ...about, why: data.why } })];
    case 'RequestAccepted':
      return [say(deliveryEvents, type, { key, data: about })];
    case 'ConversationOpened':
      return [say(deliveryEvents, type, { key, data: about })];
    case 'ConversationEnded':
      return [say(deliveryEvents, type, { key, data: about })];
  }
};
