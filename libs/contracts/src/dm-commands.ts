import { days } from './days';
import { IsFlag, IsId, IsListOfIds, IsOneOf, IsText, Maybe } from './fields';
import { type ReportReason, reportReasons } from './reasons';
import { topic } from './topic';

/** What a message may consist of. */
export const messageKinds = ['text', 'platform', 'image', 'video', 'voice'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Asks to pass one direct message on. Its command id becomes the message's id. */
export class SendMessage {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsOneOf(messageKinds) readonly kind!: MessageKind;
  /** May be empty beside an attachment; how long it may be is for the policy to say. */
  @IsText(30_000, 0) readonly text!: string;
  /** A reference to something stored elsewhere. */
  @Maybe() @IsText(512) readonly attachment?: string;
  /** Absent means that a person wrote it. */
  @Maybe() @IsFlag() readonly automated?: boolean;
}

/** Accepts the request that lies before the actor. */
export class AcceptRequest {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  /** The newest message that the actor has seen; a newer one keeps the request open. */
  @Maybe() @IsId() readonly upTo?: string;
  /** Told by all answers of one bulk answer. */
  @Maybe() @IsId() readonly bulkId?: string;
}

/** Declines it. The sender is never told. */
export class DeclineRequest {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @Maybe() @IsId() readonly upTo?: string;
  @Maybe() @IsId() readonly bulkId?: string;
  /** Absent means `decline`. */
  @Maybe() @IsOneOf(['decline', 'delete']) readonly how?: 'decline' | 'delete';
}

/** Takes a decline back, or a request out of expiry. */
export class RestoreRequest {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @Maybe() @IsId() readonly bulkId?: string;
}

/** Takes the actor's own request back. */
export class WithdrawRequest {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Moves an open conversation back to requests. The other person is never told. */
export class RevokeConsent {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Cuts off all that the other person may send from now on. */
export class BlockAccount {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Lifts a block. */
export class UnblockAccount {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Takes the actor's own message back, as long as the policy allows it. Its slot stays used. */
export class UnsendMessage {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsId() readonly messageId!: string;
}

/** Reports the other person, who is never told. */
export class ReportAccount {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsOneOf(reportReasons) readonly reason!: ReportReason;
  /** The messages that it is about; none means all of them. */
  @IsListOfIds(20) readonly messageIds!: readonly string[];
  /** What is done with the report, in one step. */
  @Maybe() @IsOneOf(['decline', 'block']) readonly also?: 'decline' | 'block';
}

/** An operator takes a message away from both. The actor is its author. */
export class RemoveMessage {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  /** Who acts for the platform. */
  @IsText(64) readonly operator!: string;
  @IsId() readonly messageId!: string;
  /** Why, in the platform's own words. */
  @IsText(200) readonly ground!: string;
}

/** An operator takes back the consent of both sides, because it was given on false facts. */
export class VoidConsent {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsText(64) readonly operator!: string;
  @IsText(200) readonly ground!: string;
}

/** An operator brings along that the two had a chat elsewhere. A no that stands here stays. */
export class ImportConsent {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsText(64) readonly operator!: string;
  /** Names the chat where it comes from. */
  @IsText(128) readonly sourceId!: string;
}

/** What services and the gateway ask about a pair; answered once each, on `dm.outcomes.v1`. */
export const dmCommands = topic({
  name: 'dm.commands.v1',
  key: 'conversation',
  writers: ['gateway', 'services'],
  readers: ['identity'],
  audience: 'services',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: {
    SendMessage,
    AcceptRequest,
    DeclineRequest,
    RestoreRequest,
    WithdrawRequest,
    RevokeConsent,
    BlockAccount,
    UnblockAccount,
    UnsendMessage,
    ReportAccount,
    RemoveMessage,
    VoidConsent,
    ImportConsent,
  },
});

/** What a person may ask about a pair, by name. */
export const personCommandNames = [
  'SendMessage',
  'AcceptRequest',
  'DeclineRequest',
  'RestoreRequest',
  'WithdrawRequest',
  'RevokeConsent',
  'BlockAccount',
  'UnblockAccount',
  'UnsendMessage',
  'ReportAccount',
] as const satisfies readonly (keyof typeof dmCommands.messages)[];
export type PersonCommandName = (typeof personCommandNames)[number];

/** A command of a pair, by name; the last three are for operators alone. */
export const dmCommandNames = [
  ...personCommandNames,
  'RemoveMessage',
  'VoidConsent',
  'ImportConsent',
] as const satisfies readonly (keyof typeof dmCommands.messages)[];
export type DmCommandName = (typeof dmCommandNames)[number];
