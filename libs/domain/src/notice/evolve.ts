import type { NoticeEvent, NoticeState, OpenNotice } from './notice';

/** Told of everything; what people wrote stays where it is until they ask for it. */
export const initial: NoticeState = {
  preferences: { requests: true, messages: true, acceptances: true, previews: false },
  devices: {},
  mutes: {},
  open: {},
};

type Data<Type extends NoticeEvent['type']> = Extract<NoticeEvent, { type: Type }>['data'];

const without = <Value>(
  held: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> => {
  const { [name]: _, ...others } = held;
  return others;
};

const claimed = (data: Data<'NoticeClaimed'>, known: OpenNotice | undefined): OpenNotice => {
  const { noticeId, kind, channel, conversationId, other, happenedAtMs, attempt } = data;
  return {
    noticeId,
    kind,
    channel,
    conversationId,
    other,
    happenedAtMs,
    attempt,
    postponed: data.postponed ?? 0,
    messageId: data.messageId ?? null,
    previews: data.previews ?? false,
    waiting: false,
    overtaken: known?.overtaken ?? null,
  };
};

/** Mutes that are over by now go when another one comes. */
const muted = ({ mutes }: NoticeState, data: Data<'MuteNoted'>): NoticeState['mutes'] => {
  const { conversationId, untilMs, forever, atMs } = data;
  const lasting = Object.entries(mutes).filter(([, until]) => until === null || until > atMs);
  const others = without(Object.fromEntries(lasting), conversationId);
  const isMuted = forever || untilMs !== null;
  return isMuted ? { ...others, [conversationId]: forever ? null : untilMs } : others;
};

const changed = (
  open: NoticeState['open'],
  noticeId: string,
  change: Partial<OpenNotice>,
): NoticeState['open'] => {
  const known = open[noticeId];
  return known ? { ...open, [noticeId]: { ...known, ...change } } : open;
};

/** What is known of a person's notices after one more event. */
export const evolve = (state: NoticeState, event: NoticeEvent): NoticeState => {
  const { open, devices } = state;
  const { type, data } = event;
  switch (type) {
    case 'NoticeClaimed': {
      const { noticeId } = data;
      return { ...state, open: { ...open, [noticeId]: claimed(data, open[noticeId]) } };
    }
    case 'NoticePostponed': {
      const { noticeId, postponed } = data;
      return { ...state, open: changed(open, noticeId, { postponed, waiting: true }) };
    }
    case 'NoticeOvertaken':
      return { ...state, open: changed(open, data.noticeId, { overtaken: data.why }) };
    case 'NoticeSent':
    case 'NoticeFailed':
    case 'NoticeUnknown':
    case 'NoticeSuppressed':
      return open[data.noticeId] ? { ...state, open: without(open, data.noticeId) } : state;
    case 'MuteNoted':
      return { ...state, mutes: muted(state, data) };
    case 'PreferencesChanged': {
      const { requests, messages, acceptances, previews } = data;
      return { ...state, preferences: { requests, messages, acceptances, previews } };
    }
    case 'DeviceAdded': {
      const { deviceId, endpoint, p256dh, auth } = data;
      return { ...state, devices: { ...devices, [deviceId]: { endpoint, p256dh, auth } } };
    }
    case 'DeviceRemoved':
      return { ...state, devices: without(devices, data.deviceId) };
    case 'NoticeUnchanged':
      return state;
  }
};
