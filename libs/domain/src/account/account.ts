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
  /** `phoneKey`: the keyed hash by which the verification service names a number. */
  | Message<'ConfirmPhone', Asking & { readonly phoneKey: string }>
  | Message<'RemovePhone', Asking>
  /** Only the settings named change. */
  | Message<'ChangeSettings', Asking & Partial<Settings>>
  /** Both accounts' facts ride along, because a follow may answer a request. */
  | Message<'Follow', Asking & { readonly other: string; readonly facts: FollowFacts }>
  | Message<'Unfollow', Asking & { readonly other: string; readonly facts: FollowFacts }>
  | Message<'SetVerification', Asking & { readonly business: boolean }>
  | Message<'SetStanding', Asking & { readonly standing: 'active' | 'suspended' | 'deactivated' }>
  | Message<'DeleteAccount', Asking>;

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

/** Every account event is the outcome of one command: it carries the command's id. */
type Told = {
  readonly atMs: number;
  readonly commandId: string;
  readonly issuedAtMs: number;
  readonly accountId: string;
};

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
  | Message<'AccountDeleted', Told>
  /** Nothing had to change: the state asked for was there already. */
  | Message<'AccountUnchanged', Told & { readonly command: AccountCommand['type'] }>
  | Message<
      'AccountCommandRefused',
      Told & { readonly command: AccountCommand['type']; readonly reason: AccountReason }
    >;

export type AccountState = {
  readonly standing: Standing;
  /** 0 while there is no such account. */
  readonly registeredAtMs: number;
  readonly birthDate: string;
  readonly region: string;
  readonly phoneKey: string | null;
  readonly setting: Setting;
  readonly receipts: boolean;
  readonly takesBusiness: boolean;
  readonly business: boolean;
  /** Whom this account follows → since when. */
  readonly follows: Readonly<Record<string, number>>;
};
