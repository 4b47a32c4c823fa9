import { days } from './days';
import { IsAtMs, IsId, IsOnly, Maybe } from './fields';
import { topic } from './topic';

/** Marks what the other person wrote as read, up to one message. Accepts nothing. */
export class MarkRead {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  /** A message of the other person; whatever lies before it is read too. */
  @IsId() readonly upTo!: string;
}

/** Silences the notices of one conversation; without `untilMs` and `forever` it ends the silence. */
export class MuteConversation {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @Maybe() @IsAtMs() readonly untilMs?: number;
  @Maybe() @IsOnly(true) readonly forever?: true;
}

/** Takes the history up to one message out of the actor's own sight. */
export class ClearForMe {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsId() readonly upTo!: string;
}

/** Takes one message out of the actor's own sight; the other person keeps it. */
export class DeleteForMe {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsId() readonly messageId!: string;
}

/**
 * What a person does in the own inbox and nowhere else; keyed by `actor`. The outcome is the event
 * on `delivery.events.v1` that bears the command's id.
 */
export const deliveryCommands = topic({
  name: 'delivery.commands.v1',
  key: 'person',
  writers: ['gateway', 'services'],
  readers: ['delivery'],
  audience: 'services',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: { MarkRead, MuteConversation, ClearForMe, DeleteForMe },
});

/** A command of a person's own inbox, by name. */
export const deliveryCommandNames = [
  'MarkRead',
  'MuteConversation',
  'ClearForMe',
  'DeleteForMe',
] as const satisfies readonly (keyof typeof deliveryCommands.messages)[];
export type DeliveryCommandName = (typeof deliveryCommandNames)[number];
