import { days } from './days';
import { IsAtMs, IsId, IsOneOf, IsText, Maybe } from './fields';
import { hostEvents } from './host-events';
import { topic } from './topic';

const noticeKinds = ['request-received', 'message-received', 'request-accepted'] as const;
type NoticeKind = (typeof noticeKinds)[number];

/** The channel took the notice. */
export class NoticeSent {
  @IsId() readonly person!: string;
  /** Stable: cause and channel. */
  @IsText(200) readonly noticeId!: string;
  @IsOneOf(noticeKinds) readonly kind!: NoticeKind;
  @IsText(64) readonly channel!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly happenedAtMs!: number;
  @IsAtMs() readonly atMs!: number;
  /** What was shown; never a body or a name. */
  @Maybe() @IsText(500) readonly text?: string;
}

/** The channel refused the notice for good. */
export class NoticeFailed {
  @IsId() readonly person!: string;
  @IsText(200) readonly noticeId!: string;
  @IsOneOf(noticeKinds) readonly kind!: NoticeKind;
  @IsText(64) readonly channel!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly happenedAtMs!: number;
  @IsAtMs() readonly atMs!: number;
  @Maybe() @IsText(500) readonly text?: string;
}

/** Two tries without an answer: it may have been shown, and is not tried again. */
export class NoticeUnknown {
  @IsId() readonly person!: string;
  @IsText(200) readonly noticeId!: string;
  @IsOneOf(noticeKinds) readonly kind!: NoticeKind;
  @IsText(64) readonly channel!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly happenedAtMs!: number;
  @IsAtMs() readonly atMs!: number;
  @Maybe() @IsText(500) readonly text?: string;
}

/** It was not tried: too old, or what it told of is gone. */
export class NoticeSuppressed {
  @IsId() readonly person!: string;
  @IsText(200) readonly noticeId!: string;
  @IsOneOf(noticeKinds) readonly kind!: NoticeKind;
  @IsText(64) readonly channel!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly happenedAtMs!: number;
  @IsAtMs() readonly atMs!: number;
  @Maybe() @IsText(500) readonly text?: string;
  @IsOneOf(['stale', 'gone']) readonly why!: 'stale' | 'gone';
}

/** What was told to whom, by which channel. Claims are internal and not said. */
export const notificationsEvents = topic({
  name: 'notifications.events.v1',
  key: 'person',
  writers: ['notifications'],
  readers: ['gateway', 'services'],
  audience: 'services',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: { NoticeSent, NoticeFailed, NoticeUnknown, NoticeSuppressed, ...hostEvents },
});
