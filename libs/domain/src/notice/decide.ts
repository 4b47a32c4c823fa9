import type { Decider } from '@vestibule/decider';
import { hourMs } from '../policy/period';
import type { Policy } from '../policy/policy';
import { evolve, initial } from './evolve';
import type { NoticeCommand, NoticeEvent, NoticeState } from './notice';

type Data<Type extends NoticeCommand['type']> = Extract<NoticeCommand, { type: Type }>['data'];
type Known = NoticeState['notices'][string] | undefined;

/** Nothing older is pushed: it is no news any more. */
const freshMs = hourMs / 4;

const aboutOf = (data: NoticeCommand['data']) => ({
  noticeId: data.noticeId,
  kind: data.kind,
  channel: data.channel,
  conversationId: data.conversationId,
  other: data.other,
  happenedAtMs: data.happenedAtMs,
  atMs: data.atMs,
});

const suppressed = (data: NoticeCommand['data'], why: 'stale' | 'gone'): NoticeEvent => ({
  type: 'NoticeSuppressed',
  data: { ...aboutOf(data), why },
});

/** The first claim needs a new notice, the second one that is still without a result. */
const isClaimable = ({ attempt }: Data<'ClaimNotice'>, known: Known): boolean =>
  attempt === 1 ? known === undefined : known?.closed === false && known.attempt === 1;

const claimed = (data: Data<'ClaimNotice'>, known: Known): readonly NoticeEvent[] => {
  if (!isClaimable(data, known)) return [];
  if (data.atMs - data.happenedAtMs > freshMs) return [suppressed(data, 'stale')];
  const { token, attempt } = data;
  return [{ type: 'NoticeClaimed', data: { ...aboutOf(data), token, attempt } }];
};

const resultEvent = {
  sent: 'NoticeSent',
  failed: 'NoticeFailed',
  unknown: 'NoticeUnknown',
} as const;

const reported = (data: Data<'ReportNotice'>, known: Known): readonly NoticeEvent[] =>
  known?.closed === false ? [{ type: resultEvent[data.result], data: aboutOf(data) }] : [];

const decide = (command: NoticeCommand, { notices }: NoticeState): readonly NoticeEvent[] => {
  const { type, data } = command;
  const known = notices[data.noticeId];
  switch (type) {
    case 'ClaimNotice':
      return claimed(data, known);
    case 'ReportNotice':
      return reported(data, known);
    case 'SuppressNotice':
      return known?.closed === true ? [] : [suppressed(data, data.why)];
  }
};

/**
 * Decides whether a notice may be pushed: each push has its own claim before it, a result ends
 * it, and there is never a third. All commands come from inside; one that changes nothing gives
 * no event.
 */
export const notice: (policy: Policy) => Decider<NoticeState, NoticeCommand, NoticeEvent> = () => ({
  initial,
  evolve,
  decide,
});
