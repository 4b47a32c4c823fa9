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
};
