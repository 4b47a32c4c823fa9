import { IsAtMs, IsCount, IsFlag, IsOneOf, IsPart, IsRegion, OrNull } from './fields';

/** Ages are known in bands only. */
export const bands = ['under16', '16-17', '18plus'] as const;
export type Band = (typeof bands)[number];

/** What an account may do; `unknown`: there is no such account. */
export const standings = ['unknown', 'active', 'suspended', 'deactivated', 'deleted'] as const;
export type Standing = (typeof standings)[number];

/** The standings that operators may set. */
export const settableStandings = ['active', 'suspended', 'deactivated'] as const;
export type SettableStanding = (typeof settableStandings)[number];

/** Who may message me. */
export const settings = ['everyone', 'standard', 'friends', 'contacted', 'no-one'] as const;
export type Setting = (typeof settings)[number];

/** What is true of one account when a command is judged. Never holds the birth date. */
export class AccountFacts {
  /** Revision of `account-<id>`; -1 when there is no such account. */
  @IsCount(-1) readonly version!: number;
  @IsOneOf(standings) readonly standing!: Standing;
  @IsOneOf(bands) readonly band!: Band;
  /** A confirmed number is attached now. */
  @IsFlag() readonly phone!: boolean;
  @IsOneOf(settings) readonly setting!: Setting;
  @IsFlag() readonly business!: boolean;
  @IsFlag() readonly takesBusiness!: boolean;
  @IsRegion() readonly region!: string;
  @IsFlag() readonly receipts!: boolean;
  @IsAtMs() readonly registeredAtMs!: number;
}

/** Since when one account follows the other; null: it does not. */
export class Follows {
  @OrNull() @IsAtMs() readonly actorAtMs!: number | null;
  @OrNull() @IsAtMs() readonly otherAtMs!: number | null;
}

/** What identity attaches to a command of a pair. */
export class PairFacts {
  @IsPart(() => AccountFacts) readonly actor!: AccountFacts;
  @IsPart(() => AccountFacts) readonly other!: AccountFacts;
  @IsPart(() => Follows) readonly follows!: Follows;
}

/** Both accounts of a follow, because a follow may answer a request. */
export class FollowFacts {
  @IsPart(() => AccountFacts) readonly actor!: AccountFacts;
  @IsPart(() => AccountFacts) readonly other!: AccountFacts;
}
