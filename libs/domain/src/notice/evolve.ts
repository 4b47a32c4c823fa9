import { hourMs } from '../policy/period';
import type { NoticeEvent, NoticeState } from './notice';

export const initial: NoticeState = { notices: {} };

type Notice = NoticeState['notices'][string];

const noticeAfter = (event: NoticeEvent, known: Notice | undefined): Notice => {
  const { type, data } = event;
  if (type === 'NoticeClaimed') return { atMs: data.atMs, attempt: data.attempt, closed: false };
  return { atMs: data.atMs, attempt: known?.attempt ?? 1, closed: true };
};

/** What is known of a person's notices after one more event; closed ones go after an hour. */
export const evolve = ({ notices }: NoticeState, event: NoticeEvent): NoticeState => {
  const { noticeId, atMs } = event.data;
  const kept = Object.entries(notices).filter(
    ([, notice]) => !notice.closed || notice.atMs >= atMs - hourMs,
  );
  const notice = noticeAfter(event, notices[noticeId]);
  return { notices: { ...Object.fromEntries(kept), [noticeId]: notice } };
};
