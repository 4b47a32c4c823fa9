import { scenarios, type Expected } from '@vestibule/decider';
import { presets } from '../policy/presets';
import { notice } from './decide';
import type {
  NoticeCommand,
  NoticeEvent,
  NoticeKind,
  Overtaking,
  Preferences,
  Result,
  Suppression,
  Try,
} from './notice';

export const startMs = 1_750_000_000_000;
export const minuteMs = 60_000;

type Data<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>['data'];

/** Something happened, of which the person is to be told by the log. */
export const tell = (eventId = 'e1', more: Partial<Data<'TellNews'>> = {}): NoticeCommand => ({
  type: 'TellNews',
  data: {
    eventId,
    kind: 'message-received',
    conversationId: 'c1',
    other: 'bob',
    messageId: 'm1',
    showable: true,
    happenedAtMs: startMs,
    atMs: startMs,
    token: 'mine',
    channels: ['console'],
    devices: true,
    overtaken: null,
    ...more,
  },
});

const about = (noticeId: string, atMs: number, kind: NoticeKind) => ({
  noticeId,
  kind,
  conversationId: 'c1',
  other: 'bob',
  happenedAtMs: startMs,
  atMs,
  channel: noticeId.slice(noticeId.indexOf('/') + 1),
});

type At = { readonly noticeId?: string; readonly atMs?: number; readonly kind?: NoticeKind };

export const again = (which: Try, at: At = {}): NoticeCommand => {
  const { noticeId = 'e1/console', atMs = startMs, kind = 'message-received' } = at;
  const once = { postponed: 0, ...which, token: 'other' };
  return { type: 'ClaimNotice', data: { ...about(noticeId, atMs, kind), ...once } };
};

/** The first call, unless told otherwise. */
export const report = (result: Result, at: At & Partial<Try> = {}): NoticeCommand => {
  const { noticeId = 'e1/console', atMs = startMs, kind = 'message-received' } = at;
  const { attempt = 1, postponed = 0 } = at;
  const data = { ...about(noticeId, atMs, kind), attempt, postponed, result };
  return { type: 'ReportNotice', data };
};

export const overtake = (
  why: 'gone' | 'read',
  reach: Overtaking['reach'] = 'all',
  conversationId = 'c1',
): NoticeCommand => ({
  type: 'NoteOvertaking',
  data: { atMs: startMs, conversationId, why, reach },
});

export const mute = (
  { untilMs = null, forever = false }: { untilMs?: number | null; forever?: boolean },
  conversationId = 'c1',
  atMs = startMs,
): NoticeCommand => ({ type: 'NoteMute', data: { atMs, conversationId, untilMs, forever } });

let asked = 0;
const asking = () => {
  asked += 1;
  return { commandId: `command-${asked}`, atMs: startMs };
};

export const prefer = (changes: Partial<Preferences>): NoticeCommand => ({
  type: 'ChangePreferences',
  data: { ...asking(), ...changes },
});

export const deviceOf = (endpoint: string) => ({ endpoint, p256dh: 'key', auth: 'secret' });

export const addDevice = (deviceId: string, endpoint = `https://push/${deviceId}`) =>
  ({
    type: 'AddDevice',
    data: { ...asking(), deviceId, ...deviceOf(endpoint) },
  }) satisfies NoticeCommand;

export const removeDevice = (deviceId: string): NoticeCommand => ({
  type: 'RemoveDevice',
  data: { ...asking(), deviceId },
});

export const forgetDevice = (
  deviceId: string,
  endpoint = `https://push/${deviceId}`,
): NoticeCommand => ({ type: 'ForgetDevice', data: { atMs: startMs, deviceId, endpoint } });

export const claimed = (
  data: Partial<Extract<NoticeEvent, { type: 'NoticeClaimed' }>['data']> = {},
): Expected<NoticeEvent> => ({ type: 'NoticeClaimed', data });

export const suppressed = (why: Suppression): Expected<NoticeEvent> => ({
  type: 'NoticeSuppressed',
  data: { why },
});

export const unchanged = (reason: string) =>
  ({ type: 'NoticeUnchanged', data: { reason } }) as Expected<NoticeEvent>;

/** Commands of people have an id of their own; each of their outcomes carries it. */
export const { given, after } = scenarios(notice(presets.seed), {
  asked: ({ data }) =>
    'commandId' in data ? { commandId: data.commandId, ingestedAtMs: data.atMs } : null,
  outcome: ({ data }) => ('commandId' in data ? (data.commandId ?? null) : null),
});
