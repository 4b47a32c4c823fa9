import {
  AskedAccept,
  AskedBlock,
  AskedDecline,
  AskedImport,
  type AskedOther,
  AskedRemove,
  AskedReport,
  AskedRestore,
  AskedRevoke,
  AskedUnblock,
  AskedUnsend,
  AskedVoid,
  AskedWithdraw,
} from './asked';
import { type View, views } from './decisions';
import { type DmCommandName, dmCommandNames } from './dm-commands';
import { IsAtMs, IsCount, IsEither, IsFlag, IsId, IsOneOf, IsPart, Maybe, OrNull } from './fields';
import { type UnchangedReason, unchangedReasons } from './reasons';

const stances = ['neutral', 'accepts', 'refuses', 'lapsed'] as const;

/** One side blocks the other: asked for (`asked`), or before its report (then `asked` is null). */
export class AccountBlocked {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @OrNull() @IsPart(() => AskedBlock) readonly asked!: AskedBlock | null;
  @OrNull() @IsOneOf(views) readonly view!: View | null;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  /** The blocker's stance from now on. */
  @IsOneOf(stances) readonly stance!: (typeof stances)[number];
  /** Whether the blocker's own request is taken back with it. */
  @IsFlag() readonly withdraws!: boolean;
}

/** A block was lifted. */
export class AccountUnblocked {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedUnblock) readonly asked!: AskedUnblock;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
}

const others = dmCommandNames.filter((name) => name !== 'SendMessage');

/** A command other than a send had nothing to do, or may not be done. */
export class NothingChanged {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsEither(
    () => AskedAccept,
    () => AskedDecline,
    () => AskedRestore,
    () => AskedWithdraw,
    () => AskedRevoke,
    () => AskedBlock,
    () => AskedUnblock,
    () => AskedUnsend,
    () => AskedReport,
    () => AskedRemove,
    () => AskedVoid,
    () => AskedImport,
  )
  readonly asked!: AskedOther;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsOneOf(others) readonly command!: Exclude<DmCommandName, 'SendMessage'>;
  @IsOneOf(unchangedReasons) readonly reason!: UnchangedReason;
  /** The youngest age in years that may use messages; with `SENDER_UNDER_AGE` alone. */
  @Maybe() @IsCount(1) readonly minimumAge?: number;
}
