import { notificationsEvents } from '@vestibule/contracts';
import type { NoticeEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';
import { textOf } from './texts';

type Event = RecordedEvent<NoticeEvent | HostEvent>;

/** Event → contract message. Claims are nobody's business. */
export const outbound = (event: Event): readonly Said[] => {
  const person = event.stream.slice('notice-'.length);
  const key = person;
  const { type, data } = event;
  switch (type) {
    case 'NoticeClaimed':
      return [];
    case 'CommandFailed':
      return [say(notificationsEvents, type, { key, data })];
    case 'Quarantined':
      return [say(notificationsEvents, type, { key, data })];
    case 'QuarantineLifted':
      return [say(notificationsEvents, type, { key, data })];
    case 'NoticeSent':
    case 'NoticeFailed':
    case 'NoticeUnknown':
    case 'NoticeSuppressed': {
      const { noticeId, kind, channel, conversationId, other, happenedAtMs, atMs } = data;
      const about = { person, noticeId, kind, channel, conversationId, other, happenedAtMs, atMs };
      if (type === 'NoticeSuppressed')
        return [say(notificationsEvents, type, { key, data: { ...about, why: data.why } })];
      return [say(notificationsEvents, type, { key, data: { ...about, text: textOf[kind] } })];
    }
  }
};
