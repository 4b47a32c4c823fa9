import { IsFlag, IsId, IsOneOf, IsText, Maybe } from './fields';
import { days } from './days';
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
  },
});

/** A command of a pair, by name. */
export const dmCommandNames = [
  'SendMessage',
  'AcceptRequest',
  'DeclineRequest',
  'RestoreRequest',
  'WithdrawRequest',
  'RevokeConsent',
  'BlockAccount',
  'UnblockAccount',
] as const satisfies readonly (keyof typeof dmCommands.messages)[];
export type DmCommandName = (typeof dmCommandNames)[number];
