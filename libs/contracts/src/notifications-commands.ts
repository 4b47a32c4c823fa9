import { days } from './days';
import { IsBase64, IsEndpoint, IsFlag, IsId, Maybe } from './fields';
import { topic } from './topic';

/** Only the preferences named change. */
export class ChangePreferences {
  @IsId() readonly actor!: string;
  /** Be told of new requests. */
  @Maybe() @IsFlag() readonly requests?: boolean;
  /** Be told of messages in open chats. */
  @Maybe() @IsFlag() readonly messages?: boolean;
  /** Be told that an own request was accepted. */
  @Maybe() @IsFlag() readonly acceptances?: boolean;
  /** Show the beginning of a message of an open chat, beside its sender's name. */
  @Maybe() @IsFlag() readonly previews?: boolean;
}

/** Has notices pushed to a browser: what its `PushSubscription` says, under an id the client makes. */
export class AddDevice {
  @IsId() readonly actor!: string;
  @IsId() readonly deviceId!: string;
  /** Whoever knows it can try to reach the device. Never leaves notifications. */
  @IsEndpoint() readonly endpoint!: string;
  /** The device's public key, P-256 uncompressed: 65 bytes. Never leaves notifications. */
  @IsBase64(87) readonly p256dh!: string;
  /** The device's secret, 16 bytes. Never leaves notifications. */
  @IsBase64(22) readonly auth!: string;
}

/** Has nothing pushed there any more. */
export class RemoveDevice {
  @IsId() readonly actor!: string;
  @IsId() readonly deviceId!: string;
}

/** What a person asks of what they are told; answered on `notifications.events.v1`. */
export const notificationsCommands = topic({
  name: 'notifications.commands.v1',
  key: 'person',
  writers: ['gateway', 'services'],
  readers: ['notifications'],
  audience: 'restricted',
  partitions: 6,
  retentionMs: days(7),
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: { ChangePreferences, AddDevice, RemoveDevice },
});

/** A command about a person's notices, by name. */
export const noticeCommandNames = [
  'ChangePreferences',
  'AddDevice',
  'RemoveDevice',
] as const satisfies readonly (keyof typeof notificationsCommands.messages)[];
export type NoticeCommandName = (typeof noticeCommandNames)[number];
