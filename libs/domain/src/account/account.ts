import type { Message } from '@vestibule/decider';

export type Band = 'under16' | '16-17' | '18plus';
export type Standing = 'unknown' | 'active' | 'suspended' | 'deactivated' | 'deleted';
/** Who may message me. */
export type Setting = 'everyone' | 'standard' | 'friends' | 'contacted' | 'no-one';

/** What is true of one account when a command is judged. Never holds the birth date. */
export type AccountFacts = {
  /** Revision of `account-<id>`; -1 when there is no such account. */
  readonly version: number;
  readonly standing: Standing;
  readonly band: Band;
  readonly phone: boolean;
  readonly setting: Setting;
  readonly business: boolean;
  readonly takesBusiness: boolean;
  /** ISO 3166-1 alpha-2. */
  readonly region: string;
  readonly receipts: boolean;
  readonly registeredAtMs: number;
};

/** What every account command carries. The id is a UUIDv7 and its time is the time of issue. */
type Asking = {
  readonly commandId: string;
  readonly actor: string;
  readonly issuedAtMs: number;
  /** When the broker took it: "now" for every rule. */
  readonly ingestedAtMs: number;
};

/** What every command from inside carries: whose account, and when somebody looked. */
type Noting = { readonly actor: string; readonly ingestedAtMs: number };

export type Settings = {
  readonly setting: Setting;
  readonly receipts: boolean;
  readonly takesBusiness: boolean;
};

export type AccountCommand =
  /** `birthDate` is a calendar date, YYYY-MM-DD. */
  | Message<
      'RegisterAccount',
      Asking & { readonly name: string; readonly birthDate: string; readonly region: string }
    >
  /**
   * `phoneKey`: the keyed hash by which the verification service names a number. `freedAtMs`: when
   * the last account that had it was deleted; null where none was.
   */
  | Message<
      'ConfirmPhone',
      Asking & { readonly phoneKey: string; readonly freedAtMs: number | null }
    >
  | Message<'RemovePhone', Asking>
  /** Only the settings named change. */
  | Message<'ChangeSettings', Asking & Partial<Settings>>
  /** Both accounts' facts ride along, because a follow may answer a request. */
  | Message<'Follow', Asking & { readonly other: string; readonly facts: FollowFacts }>
  | Message<'Unfollow', Asking & { readonly other: string; readonly facts: FollowFacts }>
  | Message<'SetVerification', Asking & { readonly business: boolean }>
  | Message<'SetStanding', Asking & { readonly standing: 'active' | 'suspended' | 'deactivated' }>
  /** A wrong birth date is replaced, in either direction. */
  | Message<'CorrectBirthDate', Asking & { readonly birthDate: string }>
  | Message<'DeleteAccount', Asking>
  /** From inside: the recorded band may be out of date. Leaves nothing where it is not. */
  | Message<'NoteBirthday', Noting>
  /** From inside: a deleted account's number may be old enough to be forgotten. */
  | Message<'ForgetPhone', Noting>;

/** What a person or a service asks; each has one outcome. */
export type AskedAccountCommand = Exclude<
  AccountCommand,
  { readonly type: 'NoteBirthday' | 'ForgetPhone' }
>;

export type FollowFacts = { readonly actor: AccountFacts; readonly other: AccountFacts };

/** Why an account command was refused. Stable for ever. */
export type AccountReason =
  | 'ALREADY_REGISTERED'
  | 'NO_SUCH_ACCOUNT'
  | 'ACCOUNT_DELETED'
  | 'INVALID_BIRTH_DATE'
  | 'PHONE_RECENTLY_USED'
  | 'CANNOT_FOLLOW_SELF'
  | 'FOLLOWEE_UNKNOWN';

/** An event that a person or a service asked for is the outcome of one command: it names it. */
type Told = {
  readonly atMs: number;
  readonly commandId: string;
  readonly issuedAtMs: number;
  readonly accountId: string;
};

/** An event from inside answers nobody. `atMs`: when it was noticed. */
type Noted = { readonly atMs: number; readonly accountId: string };

/** These names are stored for ever: add, never rename. */
export type AccountEvent =
  | Message<
      'AccountRegistered',
      Told & {
        readonly name: string;
        readonly birthDate: string;
        readonly region: string;
        readonly setting: Setting;
      }
    >
  | Message<'PhoneConfirmed', Told & { readonly phoneKey: string }>
  | Message<'PhoneRemoved', Told>
  /** All three as they are from now on. */
  | Message<'SettingsChanged', Told & Settings>
  | Message<
      'Followed',
      Told & { readonly other: string; readonly sinceAtMs: number; readonly facts: FollowFacts }
    >
  | Message<'Unfollowed', Told & { readonly other: string }>
  | Message<'VerificationSet', Told & { readonly business: boolean }>
  | Message<'StandingSet', Told & { readonly standing: 'active' | 'suspended' | 'deactivated' }>
  /** Band and setting as they are from now on. */
  | Message<
      'BirthDateCorrected',
      Told & { readonly birthDate: string; readonly band: Band; readonly setting: Setting }
    >
  | Message<'AgeBandReached', Noted & { readonly band: Band }>
  | Message<'AccountDeleted', Told>
  /** The number of a deleted account is nobody's any more. */
  | Message<'PhoneForgotten', Noted>
  /** Nothing had to change: the state asked for was there already. */
  | Message<'AccountUnchanged', Told & { readonly command: AskedAccountCommand['type'] }>
  | Message<
      'AccountCommandRefused',
      Told & { readonly command: AskedAccountCommand['type']; readonly reason: AccountReason }
    >;

/**
 * Whom an account follows → since when, in drawers by the first two characters of the followee's
 * id, because a new edge copies what it lies in: of 10,000 edges a drawer holds about 40.
 */
export type FollowEdges = Readonly<Record<string, Readonly<Record<string, number>>>>;

export type AccountState = {
  readonly standing: Standing;
  /** 0 while there is no such account. */
  readonly registeredAtMs: number;
  readonly birthDate: string;
  /** As it was last recorded: a birthday since then is not in it yet. Facts compute their own. */
  readonly band: Band;
  readonly region: string;
  readonly phoneKey: string | null;
  /** The last number confirmed, attached or not; kept for 90 days after a deletion. */
  readonly lastPhoneKey: string | null;
  /** Null unless deleted. */
  readonly deletedAtMs: number | null;
  readonly setting: Setting;
  readonly receipts: boolean;
  readonly takesBusiness: boolean;
  readonly business: boolean;
  readonly follows: FollowEdges;
};
