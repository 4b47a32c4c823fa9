import type { Message } from '@vestibule/decider';
import type { Band } from '../account/account';

/** What a message may consist of. */
export type MessageKind = 'text' | 'platform' | 'image' | 'video' | 'voice';

/** A volume window: at most `max` units of `unit` in any period of `per` (ISO 8601 duration). */
export type VolumeWindow = {
  readonly unit: 'new-recipient' | 'request-message';
  readonly per: string;
  readonly max: number;
};

export type WordList = {
  readonly id: string;
  readonly action: 'refuse' | 'hide' | 'mask' | 'flag';
  readonly when: 'always' | 'request';
};

/** Every number and switch of the rules. A published version never changes. */
export type PolicyData = {
  readonly age: { readonly minimumBand: Exclude<Band, 'under16'> };
  readonly phoneRequired: boolean;
  readonly request: {
    readonly limit: number;
    readonly grandfather: boolean;
    readonly allow: readonly MessageKind[];
    readonly links: 'inert' | 'refuse' | 'live';
    readonly strangers: 'request' | 'inbox';
    readonly declineMode: 'sink' | 'refuse';
    readonly ttlDays: number | null;
    readonly retryAfterDays: number | null;
  };
  readonly relation: {
    readonly senderMustFollow: boolean;
    readonly senderFollowMustAgeDays: number;
    readonly afterUnblock: 'request' | 'restore';
    readonly adultsToTeens: 'if-followed' | 'as-others';
  };
  readonly volume: { readonly windows: readonly VolumeWindow[]; readonly refundOnAccept: boolean };
  readonly door: { readonly attemptsPerMinute: number };
  readonly business: {
    readonly limit: number;
    readonly volumeFactor: number;
    readonly window: { readonly hours: number; readonly messages: number } | null;
  };
  readonly form: { readonly graphemes: number; readonly bytes: number };
  readonly content: { readonly lists: readonly WordList[] };
  readonly placement: {
    readonly newRequestsPerDay: number | null;
    readonly hideAccountsYoungerThanDays: number;
  };
  readonly unsend: { readonly withinHours: number };
  readonly receipts: { readonly regionsOff: readonly string[] };
  readonly analytics: { readonly minimumGroup: number; readonly delayHours: number };
};

/** One version of the policy, in force from `effectiveAtMs` until a higher one is. */
export type Policy = PolicyData & {
  readonly version: number;
  readonly preset: string;
  readonly effectiveAtMs: number;
  /** From when on it counts no longer; absent while it was not retired. */
  readonly retiredAtMs?: number;
};

/** A word list as it is from `effectiveAtMs` on. */
export type WordsVersion = {
  readonly listId: string;
  /** The running number of all publications of words. */
  readonly version: number;
  readonly words: readonly string[];
  /** Innocent words that contain one of them. */
  readonly allow: readonly string[];
  readonly effectiveAtMs: number;
};

/** All word lists in force at one moment. */
export type Words = {
  /** Number of the newest publication in force; 0 while there is none. */
  readonly version: number;
  readonly lists: readonly {
    readonly id: string;
    readonly words: readonly string[];
    readonly allow: readonly string[];
  }[];
};

/** What every command carries. The id is a UUIDv7 and its time is the time of issue. */
type Asking = {
  readonly commandId: string;
  readonly operator: string;
  readonly issuedAtMs: number;
  readonly ingestedAtMs: number;
  /**
   * The earliest instant at which anything may take effect: the deciding host's clock plus the lead.
   * Not the ingest time: it is the append that must lie so far ahead.
   */
  readonly soonestAtMs: number;
};

export type PolicyCommand =
  | Message<
      'ProposePolicy',
      Asking & {
        readonly preset: string;
        readonly data: PolicyData;
        /** Null: as soon as can be. */
        readonly effectiveAtMs: number | null;
      }
    >
  | Message<'ApprovePolicy', Asking & { readonly proposalId: string }>
  | Message<'RetirePolicy', Asking & { readonly version: number }>
  | Message<'PublishWords', Asking & Pick<WordsVersion, 'listId' | 'words' | 'allow'>>;

/** Why a command about the policy was refused. Stable for ever. */
export type PolicyReason =
  | 'EFFECTIVE_TOO_SOON'
  | 'NO_SUCH_PROPOSAL'
  | 'ALREADY_APPROVED'
  | 'SAME_OPERATOR'
  | 'BUILT_IN_VERSION'
  | 'NO_SUCH_VERSION'
  | 'ALREADY_RETIRED'
  | 'BELOW_ONE'
  | 'PERIOD_INVALID'
  | 'NOTHING_ALLOWED'
  | 'LISTED_TWICE'
  | 'FACTOR_INVALID'
  | 'UNSEND_TOO_LONG'
  | 'WORD_BLANK';

/** Every event is the outcome of one command: it carries the command's id. */
type Told = {
  readonly atMs: number;
  readonly commandId: string;
  readonly issuedAtMs: number;
  readonly operator: string;
  readonly soonestAtMs: number;
};

/** These names are stored for ever: add, never rename. */
export type PolicyEvent =
  | Message<
      'PolicyProposed',
      Told & {
        readonly preset: string;
        readonly data: PolicyData;
        readonly effectiveAtMs: number | null;
      }
    >
  | Message<
      'PolicyPublished',
      Told & {
        readonly proposalId: string;
        readonly version: number;
        readonly preset: string;
        readonly effectiveAtMs: number;
        readonly data: PolicyData;
        readonly publishedBy: string;
        readonly approvedBy: string;
      }
    >
  | Message<'PolicyRetired', Told & { readonly version: number; readonly effectiveAtMs: number }>
  | Message<'WordsPublished', Told & WordsVersion>
  | Message<
      'PolicyCommandRefused',
      Told & {
        readonly command: PolicyCommand['type'];
        readonly reason: PolicyReason;
        /** Which field of the command is wrong, such as `request.limit`. */
        readonly field: string | null;
      }
    >;

export type Proposal = {
  readonly id: string;
  readonly operator: string;
  readonly preset: string;
  readonly data: PolicyData;
  readonly effectiveAtMs: number | null;
  /** The version that it became; null while it waits for its approval. */
  readonly version: number | null;
};

export type PolicyState = {
  readonly proposals: readonly Proposal[];
  /** What was published, oldest first; the built-in version is not among it. */
  readonly policies: readonly Policy[];
  readonly words: readonly WordsVersion[];
};
