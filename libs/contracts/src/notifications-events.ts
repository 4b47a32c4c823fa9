import { days } from './days';
import { IsAtMs, IsCommandId, IsFlag, IsId, IsOneOf, IsText, Maybe } from './fields';
import { hostEvents } from './host-events';
import { type NoticeCommandName, noticeCommandNames } from './notifications-commands';
import { topic } from './topic';

const suppressions = ['stale', 'gone', 'read', 'muted', 'off', 'crowded'] as const;
const unchangedReasons = ['already_so', 'no_device', 'too_many_devices'] as const;

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

/** It was not tried (again): too old, gone, read, muted, off, or too many others are on their way. */
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
  @IsOneOf(suppressions) readonly why!: (typeof suppressions)[number];
}

/** All preferences as they are from now on. */
export class PreferencesChanged {
  @IsId() readonly person!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsFlag() readonly requests!: boolean;
  @IsFlag() readonly messages!: boolean;
  @IsFlag() readonly acceptances!: boolean;
  @IsFlag() readonly previews!: boolean;
}

/** Notices are pushed to this device from now on. Where it is stays with notifications. */
export class DeviceAdded {
  @IsId() readonly person!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly deviceId!: string;
}

/** Nothing is pushed there any more: asked for, replaced by the same device, or it is gone. */
export class DeviceRemoved {
  @IsId() readonly person!: string;
  @IsAtMs() readonly atMs!: number;
  /** Absent where nobody asked for it. */
  @Maybe() @IsCommandId() readonly commandId?: string;
  @IsId() readonly deviceId!: string;
  @IsOneOf(['asked', 'replaced', 'gone']) readonly why!: 'asked' | 'replaced' | 'gone';
}

/** A command had nothing to change, or there are 20 devices already. */
export class NoticeUnchanged {
  @IsId() readonly person!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsOneOf(noticeCommandNames) readonly command!: NoticeCommandName;
  @IsOneOf(unchangedReasons) readonly reason!: (typeof unchangedReasons)[number];
}

/**
 * What was told to whom, by which channel, and what became of the person's own commands, found by
 * `commandId`. Claims are internal and not said.
 */
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
  messages: {
    NoticeSent,
    NoticeFailed,
    NoticeUnknown,
    NoticeSuppressed,
    PreferencesChanged,
    DeviceAdded,
    DeviceRemoved,
    NoticeUnchanged,
    ...hostEvents,
  },
});
