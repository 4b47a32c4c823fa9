import { scenarios, type Expected } from '@vestibule/decider';
import { presets } from '../policy/presets';
import { notice } from './decide';
import type { NoticeCommand, NoticeEvent } from './notice';

export const startMs = 1_750_000_000_000;
export const minuteMs = 60_000;

const about = (noticeId: string, atMs: number) => ({
  noticeId,
  kind: 'request-received' as const,
  channel: 'phone',
  conversationId: 'c1',
  other: 'bob',
  happenedAtMs: startMs,
  atMs,
});

export const claim = (noticeId = 'n1', attempt: 1 | 2 = 1, atMs = startMs): NoticeCommand => ({
  type: 'ClaimNotice',
  data: { ...about(noticeId, atMs), token: 'mine', attempt },
});

export const report = (
  result: 'sent' | 'failed' | 'unknown',
  noticeId = 'n1',
  atMs = startMs,
): NoticeCommand => ({ type: 'ReportNotice', data: { ...about(noticeId, atMs), result } });

export const suppress = (
  why: 'stale' | 'gone',
  noticeId = 'n1',
  atMs = startMs,
): NoticeCommand => ({
  type: 'SuppressNotice',
  data: { ...about(noticeId, atMs), why },
});

export const claimed = (attempt: 1 | 2): Expected<NoticeEvent> => ({
  type: 'NoticeClaimed',
  data: { attempt, token: 'mine' },
});

export const suppressed = (why: 'stale' | 'gone'): Expected<NoticeEvent> => ({
  type: 'NoticeSuppressed',
  data: { why },
});

export const { given, after } = scenarios(notice(presets.seed), {
  asked: () => null,
  outcome: () => null,
});
