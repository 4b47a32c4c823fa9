import type { Message } from '@vestibule/decider';

export type NoticeKind = 'request-received' | 'message-received' | 'request-accepted';

/** One thing to tell one person by one channel. `noticeId` is stable: cause and channel. */
type About = {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly channel: string;
  readonly conversationId: string;
  readonly other: string;
  /** When it happened: nothing older than 15 minutes is pushed. */
  readonly happenedAtMs: number;
  readonly atMs: number;
};

export type NoticeCommand =
  /** `token` tells whose claim it is: random per process. */
  | Message<'ClaimNotice', About & { readonly token: string; readonly attempt: 1 | 2 }>
  | Message<'ReportNotice', About & { readonly result: 'sent' | 'failed' | 'unknown' }>
  | Message<'SuppressNotice', About & { readonly why: 'stale' | 'gone' }>;

/** These names are stored for ever: add, never rename. No bodies, no names. */
export type NoticeEvent =
  | Message<'NoticeClaimed', About & { readonly token: string; readonly attempt: 1 | 2 }>
  | Message<'NoticeSent', About>
  | Message<'NoticeFailed', About>
  | Message<'NoticeUnknown', About>
  | Message<'NoticeSuppressed', About & { readonly why: 'stale' | 'gone' }>;

export type NoticeState = {
  /** Notices of the last hour → how far they are. */
  readonly notices: Readonly<
    Record<string, { readonly atMs: number; readonly attempt: 1 | 2; readonly closed: boolean }>
  >;
};
