import { type DeliveryCommandName, deliveryCommandNames } from './delivery-commands';
import { IsAtMs, IsCommandId, IsCount, IsFlag, IsId, IsOneOf, OrNull } from './fields';

/** This person read what the other wrote, up to one message. */
export class MessageRead {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly upTo!: string;
  /** Whether the other person may be shown it, as far as this one's side of it goes. */
  @IsFlag() readonly receipt!: boolean;
}

/** This person is shown that the other has read up to one of this person's messages. */
export class ReceiptShown {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsId() readonly upTo!: string;
  @IsAtMs() readonly readAtMs!: number;
}

/** How silent the conversation is from now on; with neither an end nor `forever` it is not. */
export class ConversationMuted {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @OrNull() @IsAtMs() readonly untilMs!: number | null;
  @IsFlag() readonly forever!: boolean;
}

/** The history up to one message is out of this person's sight. */
export class ConversationCleared {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly upTo!: string;
}

/** One message is out of this person's sight. */
export class MessageDeleted {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly messageId!: string;
}

/** A message was unsent or removed: it is gone from this person's inbox. */
export class MessageTakenBack {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  @IsId() readonly messageId!: string;
}

/** Why a command left an inbox as it was. Speaks of this person's own inbox alone. */
export const inboxReasons = ['no_message', 'already_so'] as const;
export type InboxReason = (typeof inboxReasons)[number];

/** The command found nothing to change in this person's inbox. */
export class InboxUnchanged {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsOneOf(deliveryCommandNames) readonly command!: DeliveryCommandName;
  @IsOneOf(inboxReasons) readonly reason!: InboxReason;
}
