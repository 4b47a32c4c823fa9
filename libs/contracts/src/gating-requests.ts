import { AskedAccept, AskedDecline, AskedRestore, AskedRevoke, AskedWithdraw } from './asked';
import { type View, views } from './decisions';
import { IsAtMs, IsCount, IsFlag, IsId, IsListOfIds, IsOneOf, IsPart, OrNull } from './fields';

const hows = ['explicit', 'reply', 'follow', 'setting'] as const;

/** A person's yes, asked for (`asked`) or by reply, follow or setting (then `asked` is null). */
export class RequestAccepted {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @OrNull() @IsPart(() => AskedAccept) readonly asked!: AskedAccept | null;
  @OrNull() @IsOneOf(views) readonly view!: View | null;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsOneOf(hows) readonly how!: (typeof hows)[number];
  /** Whether the sender is told. */
  @IsFlag() readonly shown!: boolean;
  /** Ids of the sends that no longer count. */
  @IsListOfIds(1_000) readonly refunds!: readonly string[];
}

/** The other side's view opens although a no stands in the way. */
export class WelcomeShown {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsId() readonly to!: string;
  @IsId() readonly by!: string;
  @IsOneOf(['follow', 'setting']) readonly how!: 'follow' | 'setting';
  @IsListOfIds(1_000) readonly refunds!: readonly string[];
}

/** A person's silent no: asked for (`asked`), or before its report (then `asked` is null). */
export class RequestDeclined {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @OrNull() @IsPart(() => AskedDecline) readonly asked!: AskedDecline | null;
  @OrNull() @IsOneOf(views) readonly view!: View | null;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsOneOf(['decline', 'delete', 'report']) readonly how!: 'decline' | 'delete' | 'report';
  @OrNull() @IsId() readonly bulkId!: string | null;
}

/** A decline was taken back, or a request out of expiry. */
export class RequestRestored {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedRestore) readonly asked!: AskedRestore;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @OrNull() @IsId() readonly bulkId!: string | null;
}

/** The sender took the own request back. */
export class RequestWithdrawn {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedWithdraw) readonly asked!: AskedWithdraw;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
}

/** A request was not answered in time, without a word to anybody. */
export class RequestExpired {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  /** Whose silence it was. */
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  /** The newest message of the request. */
  @IsId() readonly newest!: string;
}

/** The sender's count begins anew, because the policy lets one ask again after some days. */
export class RequestRetried {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsId() readonly from!: string;
  @IsId() readonly to!: string;
}

/** An open conversation was moved back to requests by one side; `asked` is null before a report. */
export class ConsentRevoked {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @OrNull() @IsPart(() => AskedRevoke) readonly asked!: AskedRevoke | null;
  @OrNull() @IsOneOf(views) readonly view!: View | null;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsOneOf(['revoke', 'report']) readonly how!: 'revoke' | 'report';
}
