import { AskedSend } from './asked';
import { Body, type View, views } from './decisions';
import { IsAtMs, IsCount, IsFlag, IsId, IsOneOf, IsPart, Maybe, OrNull } from './fields';
import { type RefusalReason, type SilentReason, refusalReasons, silentReasons } from './reasons';

/** A message passed: it lies before its recipient. */
export class MessageSent {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedSend) readonly asked!: AskedSend;
  /** What the sender may be shown from now on. */
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly from!: string;
  @IsId() readonly to!: string;
  @IsPart(() => Body) readonly body!: Body;
  /** Whether it is a yes of its sender. */
  @IsFlag() readonly consents!: boolean;
  /** How many of the sender's three it used up, itself included; null when it does not count. */
  @OrNull() @IsCount() readonly used!: number | null;
  @IsCount(1) readonly limit!: number;
  /** How many request messages now lie before the recipient; null when it is none. */
  @OrNull() @IsCount() readonly waiting!: number | null;
}

/** A message was answered `sent` and kept from its recipient; nobody but services may know. */
export class MessageSuppressed {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedSend) readonly asked!: AskedSend;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly from!: string;
  @IsId() readonly to!: string;
  @IsPart(() => Body) readonly body!: Body;
  @IsFlag() readonly consents!: boolean;
  @OrNull() @IsCount() readonly used!: number | null;
  @IsCount(1) readonly limit!: number;
  /** Always null. */
  @OrNull() @IsCount() readonly waiting!: number | null;
  @IsOneOf(silentReasons) readonly why!: SilentReason;
}

/** A message did not pass, and its sender was told so. */
export class SendRefused {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedSend) readonly asked!: AskedSend;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly from!: string;
  @IsId() readonly to!: string;
  /** A silent reason stands here only under `request.declineMode: refuse`. */
  @IsOneOf([...refusalReasons, ...silentReasons]) readonly reason!: RefusalReason | SilentReason;
  @IsCount() readonly used!: number;
  @IsCount(1) readonly limit!: number;
  @OrNull() @IsAtMs() readonly retryAtMs!: number | null;
  /** The youngest age in years that may use messages; with `SENDER_UNDER_AGE` alone. */
  @Maybe() @IsCount(1) readonly minimumAge?: number;
}
