import { notificationsEvents } from '@vestibule/contracts';
import type { NoticeEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';
import { textOf } from './texts';

type Event = RecordedEvent<NoticeEvent | HostEvent>;
type Told = Extract<
  Event,
  { type: 'NoticeSent' | 'NoticeFailed' | 'NoticeUnknown' | 'NoticeSuppressed' }
>;
type Settled = Extract<
  Event,
  { type: 'PreferencesChanged' | 'DeviceAdded' | 'DeviceRemoved' | 'NoticeUnchanged' }
>;

const toldOf = (person: string, { type, data }: Told): Said => {
  const key = person;
  const { noticeId, kind, channel, conversationId, other, happenedAtMs, atMs } = data;
  const about = { person, noticeId, kind, channel, conversationId, other, happenedAtMs, atMs };
  if (type === 'NoticeSuppressed')
    return say(notificationsEvents, type, { key, data: { ...about, why: data.why } });
  return say(notificationsEvents, type, { key, data: { ...about, text: textOf[kind] } });
};

/** Where a device is, and its keys, stay here. */
const settledOf = (person: string, { type, data }: Settled): Said => {
  const key = person;
  const { atMs } = data;
  switch (type) {
    case 'PreferencesChanged': {
      const { commandId, requests, messages, acceptances, previews } = data;
      const all = { requests, messages, acceptances, previews };
      return say(notificationsEvents, type, { key, data: { person, atMs, commandId, ...all } });
    }
    case 'DeviceAdded': {
      const { commandId, deviceId } = data;
      return say(notificationsEvents, type, { key, data: { person, atMs, commandId, deviceId } });
    }
    case 'DeviceRemoved': {
      const { commandId, deviceId, why } = data;
      const asked = commandId === undefined ? {} : { commandId };
      return say(notificationsEvents, type, {
        key,
        data: { person, atMs, ...asked, deviceId, why },
      });
    }
    case 'NoticeUnchanged': {
      const { commandId, command, reason } = data;
      return say(notificationsEvents, type, {
        key,
        data: { person, atMs, commandId, command, reason },
      });
    }
  }
};

/** Event → contract message. Claims, waits and mutes are nobody's business. */
export const outbound = (event: Event): readonly Said[] => {
  const person = event.stream.slice('notice-'.length);
  const key = person;
  const { type, data } = event;
  switch (type) {
    case 'NoticeClaimed':
    case 'NoticePostponed':
    case 'NoticeOvertaken':
    case 'MuteNoted':
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
    case 'NoticeSuppressed':
      return [toldOf(person, event)];
    case 'PreferencesChanged':
    case 'DeviceAdded':
    case 'DeviceRemoved':
    case 'NoticeUnchanged':
      return [settledOf(person, event)];
  }
};
