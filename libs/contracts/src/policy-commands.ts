import { days } from './days';
import { IsAtMs, IsCommandId, IsCount, IsListOfTexts, IsPart, IsText, Maybe } from './fields';
import { PolicyData } from './policy-data';
import { topic } from './topic';

/** Proposes a policy; its command id becomes the proposal's id. Nothing changes until approved. */
export class ProposePolicy {
  @IsText(64) readonly operator!: string;
  /** The preset that it was made from. */
  @IsText(64) readonly preset!: string;
  @IsPart(() => PolicyData) readonly data!: PolicyData;
  /** Absent: as soon as every instance will have heard of it. */
  @Maybe() @IsAtMs() readonly effectiveAtMs?: number;
}

/** Approves a proposal, by another operator than the one who made it: it becomes a version. */
export class ApprovePolicy {
  @IsText(64) readonly operator!: string;
  @IsCommandId() readonly proposalId!: string;
}

/** Takes a version out: as soon as every instance has heard of it, it counts no longer. */
export class RetirePolicy {
  @IsText(64) readonly operator!: string;
  @IsCount(1) readonly version!: number;
}

/** A word list as it is from now on, whole. */
export class PublishWords {
  @IsText(64) readonly operator!: string;
  /** By which policies name the list (`content.lists`). */
  @IsText(64) readonly listId!: string;
  @IsListOfTexts(64, 10_000) readonly words!: readonly string[];
  /** Innocent words that contain one of them. */
  @IsListOfTexts(64, 10_000) readonly allow!: readonly string[];
}

/** What operators ask about the policy; answered on `policy.events.v1`. */
export const policyCommands = topic({
  name: 'policy.commands.v1',
  key: 'policy',
  writers: ['operators'],
  readers: ['policy'],
  audience: 'restricted',
  partitions: 1,
  retentionMs: days(7),
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: { ProposePolicy, ApprovePolicy, RetirePolicy, PublishWords },
});

/** A command about the policy, by name. */
export const policyCommandNames = [
  'ProposePolicy',
  'ApprovePolicy',
  'RetirePolicy',
  'PublishWords',
] as const satisfies readonly (keyof typeof policyCommands.messages)[];
export type PolicyCommandName = (typeof policyCommandNames)[number];
