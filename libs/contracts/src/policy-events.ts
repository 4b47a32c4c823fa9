import { days } from './days';
import {
  IsAtMs,
  IsCommandId,
  IsCount,
  IsListOfTexts,
  IsOneOf,
  IsPart,
  IsText,
  OrNull,
} from './fields';
import { hostEvents } from './host-events';
import { type PolicyCommandName, policyCommandNames } from './policy-commands';
import { PolicyData } from './policy-data';
import { type PolicyReason, policyReasons } from './policy-reasons';
import { topic } from './topic';

/** A policy was proposed; `commandId` is the proposal's id. It is in force for nobody yet. */
export class PolicyProposed {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsText(64) readonly operator!: string;
  /** The earliest instant at which anything could take effect, when this was decided. */
  @IsAtMs() readonly soonestAtMs!: number;
  @IsText(64) readonly preset!: string;
  @IsPart(() => PolicyData) readonly data!: PolicyData;
  /** Null: as soon after its approval as can be. */
  @OrNull() @IsAtMs() readonly effectiveAtMs!: number | null;
}

/** A version of the policy, in force from `effectiveAtMs`. It never changes. */
export class PolicyPublished {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsText(64) readonly operator!: string;
  /** The earliest instant at which anything could take effect, when this was decided. */
  @IsAtMs() readonly soonestAtMs!: number;
  @IsCommandId() readonly proposalId!: string;
  @IsCount(2) readonly version!: number;
  @IsText(64) readonly preset!: string;
  @IsAtMs() readonly effectiveAtMs!: number;
  @IsPart(() => PolicyData) readonly data!: PolicyData;
  /** Who proposed it. */
  @IsText(64) readonly publishedBy!: string;
  @IsText(64) readonly approvedBy!: string;
}

/** From `effectiveAtMs` on this version counts no longer. */
export class PolicyRetired {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsText(64) readonly operator!: string;
  /** The earliest instant at which anything could take effect, when this was decided. */
  @IsAtMs() readonly soonestAtMs!: number;
  @IsCount(2) readonly version!: number;
  @IsAtMs() readonly effectiveAtMs!: number;
}

/** A word list as it is from `effectiveAtMs` on. */
export class WordsPublished {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsText(64) readonly operator!: string;
  /** The earliest instant at which anything could take effect, when this was decided. */
  @IsAtMs() readonly soonestAtMs!: number;
  @IsText(64) readonly listId!: string;
  /** The running number of all publications of words. */
  @IsCount(1) readonly version!: number;
  @IsListOfTexts(64, 10_000) readonly words!: readonly string[];
  @IsListOfTexts(64, 10_000) readonly allow!: readonly string[];
  @IsAtMs() readonly effectiveAtMs!: number;
}

/** The command was refused. */
export class PolicyCommandRefused {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsText(64) readonly operator!: string;
  /** The earliest instant at which anything could take effect, when this was decided. */
  @IsAtMs() readonly soonestAtMs!: number;
  @IsOneOf(policyCommandNames) readonly command!: PolicyCommandName;
  @IsOneOf(policyReasons) readonly reason!: PolicyReason;
  /** Which field of the command is wrong, such as `request.limit`; null where it is not one. */
  @OrNull() @IsText(128) readonly field!: string | null;
}

/** What became of every command about the policy; each event is the outcome of one. */
export const policyEvents = topic({
  name: 'policy.events.v1',
  key: 'policy',
  writers: ['policy'],
  readers: ['gateway', 'services'],
  audience: 'restricted',
  partitions: 1,
  // For ever: whoever has no store learns from here what is in force.
  retentionMs: days(36_500),
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: {
    PolicyProposed,
    PolicyPublished,
    PolicyRetired,
    WordsPublished,
    PolicyCommandRefused,
    ...hostEvents,
  },
});
