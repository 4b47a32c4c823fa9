import { type PublicCode, publicCodes } from './codes';
import { days } from './days';
import { type View, type VolumeUnit, views, volumeUnits } from './decisions';
import { type DmCommandName, dmCommandNames } from './dm-commands';
import { IsAtMs, IsCommandId, IsCount, IsId, IsListOf, IsOneOf, IsText, Maybe } from './fields';
import { topic } from './topic';

/** What became of a command. `sent` says nothing of who will ever see the message. */
export const results = ['sent', 'done', 'unchanged', 'refused'] as const;
export type Result = (typeof results)[number];

/** What the sender has left of one volume window. */
export class RemainingVolume {
  @IsOneOf(volumeUnits) readonly unit!: VolumeUnit;
  /** The window's length: an ISO 8601 duration. */
  @IsText(32) readonly per!: string;
  @IsCount() readonly left!: number;
  /** When the next unit comes back; absent while none is used. */
  @Maybe() @IsAtMs() readonly resetsAtMs?: number;
}

/** The answer to one command, for ever the same. For its actor alone: never show it to others. */
export class CommandDecided {
  @IsCommandId() readonly commandId!: string;
  @IsOneOf(dmCommandNames) readonly command!: DmCommandName;
  @IsId() readonly actor!: string;
  @IsOneOf(results) readonly result!: Result;
  @Maybe() @IsOneOf(publicCodes) readonly code?: PublicCode;
  /** The code's English text. */
  @Maybe() @IsText(500) readonly text?: string;
  /** What the actor may be shown from now on. */
  @Maybe() @IsOneOf(views) readonly view?: View;
  /** How many of `limit` messages are used up, while the actor's request is pending. */
  @Maybe() @IsCount() readonly used?: number;
  @Maybe() @IsCount(1) readonly limit?: number;
  /** Said with the send that reaches the limit. */
  @Maybe() @IsText(500) readonly notice?: string;
  /** Not before then is another try of use. */
  @Maybe() @IsAtMs() readonly retryAtMs?: number;
  @Maybe() @IsId() readonly messageId?: string;
  /** With a send that counts, and with one that the sender's volume refuses. */
  @Maybe() @IsListOf(() => RemainingVolume, 16) readonly volume?: readonly RemainingVolume[];
}

/** One answer per command of a pair. Carries nothing that the other person's private acts move. */
export const dmOutcomes = topic({
  name: 'dm.outcomes.v1',
  key: 'conversation',
  writers: ['gating'],
  readers: ['gateway', 'services'],
  audience: 'sender-safe',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: false,
  strict: false,
  coordinates: false,
  messages: { CommandDecided },
});
