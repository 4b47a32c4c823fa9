import { hourMs } from '../policy/period';
import type { About, NoticeKind, NoticeState, Preferences, Suppression } from './notice';

/** Nothing older is pushed: it is no news any more. */
const freshMs = hourMs / 4;
/** More at once reach nobody; the state stays small when a channel hangs. */
const openMax = 200;

const preferenceOf: Readonly<Record<NoticeKind, keyof Preferences>> = {
  'request-received': 'requests',
  'message-received': 'messages',
  'request-accepted': 'acceptances',
};

type Asked = Pick<About, 'kind' | 'conversationId' | 'happenedAtMs' | 'atMs'> & {
  readonly overtaken: 'gone' | 'read' | null;
};

const isMuted = ({ conversationId, atMs }: Asked, { mutes }: NoticeState): boolean => {
  const untilMs = mutes[conversationId];
  return untilMs !== undefined && (untilMs === null || untilMs > atMs);
};

type Row = readonly [Suppression, (asked: Asked, state: NoticeState) => boolean];

/** Why something is not told, in this order. */
const rows: readonly Row[] = [
  ['gone', ({ overtaken }) => overtaken === 'gone'],
  ['read', ({ overtaken }) => overtaken === 'read'],
  ['off', ({ kind }, { preferences }) => !preferences[preferenceOf[kind]]],
  ['muted', isMuted],
  ['stale', ({ atMs, happenedAtMs }) => atMs - happenedAtMs > freshMs],
];

/** Why a notice may not be pushed now; null when it may. */
export const suppressionOf = (asked: Asked, state: NoticeState): Suppression | null =>
  rows.find(([, holds]) => holds(asked, state))?.[0] ?? null;

/** Whether too many notices are on their way for another one. */
export const isCrowded = ({ open }: NoticeState): boolean => Object.keys(open).length >= openMax;
