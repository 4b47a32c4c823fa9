import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { evolve, initial } from './evolve';
import type {
  About,
  Device,
  NoticeCommand,
  NoticeEvent,
  NoticeState,
  OpenNotice,
  Suppression,
} from './notice';
import { isOvertaken } from './overtaking';
import { isCrowded, suppressionOf } from './rules';
import { addDevice, changePreferences, forgetDevice, removeDevice } from './settings';

type Data<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>['data'];

/** After a "not now", the first, the second and the third; a fourth is taken for a no. */
const waitsMs = [5_000, 60_000, 600_000] as const;
const devicePrefix = 'web-push:';

const aboutOf = ({
  noticeId,
  kind,
  channel,
  conversationId,
  other,
  happenedAtMs,
  atMs,
}: About): About => ({ noticeId, kind, channel, conversationId, other, happenedAtMs, atMs });

const suppressed = (about: About, why: Suppression): readonly NoticeEvent[] => [
  { type: 'NoticeSuppressed', data: { ...aboutOf(about), why } },
];

type Target = { readonly channel: string; readonly device?: Device };

const targetsOf = (data: Data<'TellNews'>, { devices }: NoticeState): readonly Target[] => [
  ...data.channels.map((channel) => ({ channel })),
  ...Object.entries(data.devices ? devices : {}).map(([id, device]) => ({
    channel: `${devicePrefix}${id}`,
    device,
  })),
];

/** One claim for each channel that reaches the person, or one word on why there is none. */
const toldNews = (data: Data<'TellNews'>, state: NoticeState): readonly NoticeEvent[] => {
  const targets = targetsOf(data, state);
  if (targets.length === 0) return [];
  const { eventId, token, messageId } = data;
  const aboutOn = (channel: string): About =>
    aboutOf({ ...data, channel, noticeId: `${eventId}/${channel}` });
  const why = suppressionOf(data, state) ?? (isCrowded(state) ? 'crowded' : null);
  if (why !== null) return suppressed(aboutOn('all'), why);
  const previews = state.preferences.previews && data.showable;
  return targets.map(({ channel, ...to }) => {
    const once = { token, attempt: 1, postponed: 0, messageId, previews } as const;
    return { type: 'NoticeClaimed', data: { ...aboutOn(channel), ...once, ...to } };
  });
};

/** The next call after one without a result, or after a wait; never another one besides it. */
const isNext = ({ attempt, postponed }: Data<'ClaimNotice'>, known: OpenNotice): boolean =>
  postponed === known.postponed && attempt === known.attempt + (known.waiting ? 0 : 1);

const claimedAgain = (
  data: Data<'ClaimNotice'>,
  { known, state }: { readonly known: OpenNotice | undefined; readonly state: NoticeState },
): readonly NoticeEvent[] => {
  if (!known || !isNext(data, known)) return [];
  const { messageId, overtaken, channel } = known;
  const why = suppressionOf({ ...data, overtaken }, state);
  if (why !== null) return suppressed(data, why);
  const device = state.devices[channel.slice(devicePrefix.length)];
  if (!device && channel.startsWith(devicePrefix)) return suppressed(data, 'gone');
  const { token, attempt, postponed } = data;
  const previews = state.preferences.previews && known.previews;
  const again = { token, attempt, postponed, messageId, previews, ...(device && { device }) };
  return [{ type: 'NoticeClaimed', data: { ...aboutOf(data), ...again } }];
};

const postponed = (data: Data<'ReportNotice'>, known: OpenNotice): readonly NoticeEvent[] => {
  const wait = waitsMs[known.postponed];
  if (wait === undefined) return [{ type: 'NoticeFailed', data: aboutOf(data) }];
  const { attempt } = known;
  const next = { attempt, postponed: known.postponed + 1, untilMs: data.atMs + wait };
  return [{ type: 'NoticePostponed', data: { ...aboutOf(data), ...next } }];
};

const reported = (
  data: Data<'ReportNotice'>,
  known: OpenNotice | undefined,
): readonly NoticeEvent[] => {
  if (!known) return [];
  const isCurrent = !known.waiting && data.attempt === known.attempt;
  switch (data.result) {
    case 'sent':
      return [{ type: 'NoticeSent', data: aboutOf(data) }];
    case 'failed':
      return [{ type: 'NoticeFailed', data: aboutOf(data) }];
    case 'not-now':
      return isCurrent && data.postponed === known.postponed ? postponed(data, known) : [];
    case 'unknown':
      return isCurrent && known.attempt === 2
        ? [{ type: 'NoticeUnknown', data: aboutOf(data) }]
        : [];
  }
};

/** What waits is told no more; what is being told at this moment is not told again. */
const overtaken = (data: Data<'NoteOvertaking'>, { open }: NoticeState): readonly NoticeEvent[] => {
  const { atMs, why } = data;
  const reached = Object.values(open).filter(
    (one) => one.overtaken === null && isOvertaken(one, data),
  );
  return reached.flatMap((one): readonly NoticeEvent[] => {
    if (one.waiting) return suppressed({ ...one, atMs }, why);
    return [{ type: 'NoticeOvertaken', data: { atMs, noticeId: one.noticeId, why } }];
  });
};

const mute = (data: Data<'NoteMute'>, { mutes }: NoticeState): readonly NoticeEvent[] => {
  const known = mutes[data.conversationId];
  const next = data.forever ? null : (data.untilMs ?? undefined);
  return known === next ? [] : [{ type: 'MuteNoted', data }];
};

const decide = (command: NoticeCommand, state: NoticeState): readonly NoticeEvent[] => {
  const { type, data } = command;
  switch (type) {
    case 'ChangePreferences':
      return changePreferences(data, state);
    case 'AddDevice':
      return addDevice(data, state);
    case 'RemoveDevice':
      return removeDevice(data, state);
    case 'ForgetDevice':
      return forgetDevice(data, state);
    case 'TellNews':
      return toldNews(data, state);
    case 'ClaimNotice':
      return claimedAgain(data, { known: state.open[data.noticeId], state });
    case 'ReportNotice':
      return reported(data, state.open[data.noticeId]);
    case 'NoteOvertaking':
      return overtaken(data, state);
    case 'NoteMute':
      return mute(data, state);
  }
};

/**
 * Decides what a person is told, by which channels: each call has its own claim before it, a result
 * ends it, at most two calls are of unknown result. People's commands have one outcome; a command
 * from inside that changes nothing gives no event.
 */
export const notice: (policy: Policy) => Decider<NoticeState, NoticeCommand, NoticeEvent> = () => ({
  initial,
  evolve,
  decide,
});
