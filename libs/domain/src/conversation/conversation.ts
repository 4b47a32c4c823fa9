import type { Message } from '@vestibule/decider';
import type { AccountFacts } from '../account/account';
import type { MessageKind } from '../policy/policy';
import type { VolumeAnswer } from '../quota/quota';

/** What a person wrote. Opaque to every rule: only `content` below speaks of it. */
export type Body = { readonly text: string; readonly attachment: string | null };

/** The verdict on a text, made before it is judged, so that `decide` never sees the text. */
export type ContentVerdict = {
  readonly lists: readonly { readonly id: string; readonly action: string }[];
  readonly links: boolean;
  readonly graphemes: number;
  readonly bytes: number;
  readonly attached: boolean;
  readonly listsVersion: number;
};

/** What is true about both accounts when a command is judged; stored with the decision. */
export type Facts = {
  readonly actor: AccountFacts;
  readonly other: AccountFacts;
  readonly follows: {
    /** Since when the actor follows the other. */
    readonly actorAtMs: number | null;
    /** Since when the other follows the actor. */
    readonly otherAtMs: number | null;
  };
  /** The answer of the volume reservation; null when none was needed. */
  readonly volume: VolumeAnswer | null;
  /** Only for `SendMessage`. */
  readonly content: ContentVerdict | null;
};

/** What every command of a person carries. */
type Asking = {
  /** UUIDv7; the id of a `SendMessage` is the id of its message. */
  readonly commandId: string;
  readonly actor: string;
  readonly other: string;
  readonly issuedAtMs: number;
  /** When the broker took it on the first topic: "now" for every rule. */
  readonly ingestedAtMs: number;
  readonly facts: Facts;
};

/** An answer to a request: to what was seen (`upTo`), alone or as one of many (`bulkId`). */
type Answer = { readonly upTo: string | null; readonly bulkId: string | null };

/** What a person is reported for. */
export type ReportReason =
  'harassment' | 'spam' | 'scam' | 'sexual' | 'violence' | 'under-age' | 'other';

/** A report of the other person, and what is done with it in one step. */
type Report = {
  readonly reason: ReportReason;
  readonly messageIds: readonly string[];
  readonly also: 'decline' | 'block' | null;
};

/** Who acts for the platform: never one of the two. */
type ForPlatform = { readonly operator: string };
type Removal = ForPlatform & { readonly messageId: string; readonly ground: string };

/** `by` has not answered the request of `to`, whose last message is `newest`. */
export type Silence = {
  readonly by: string;
  readonly to: string;
  readonly newest: string;
  readonly newestAtMs: number;
  readonly ingestedAtMs: number;
  readonly facts: { readonly by: Pick<AccountFacts, 'standing'> };
};

export type ConversationCommand =
  | Message<
      'SendMessage',
      Asking & { readonly kind: MessageKind; readonly automated: boolean; readonly body: Body }
    >
  | Message<'AcceptRequest', Asking & Answer>
  | Message<'DeclineRequest', Asking & Answer & { readonly how: 'decline' | 'delete' }>
  | Message<'RestoreRequest', Asking & { readonly bulkId: string | null }>
  | Message<'WithdrawRequest', Asking>
  | Message<'RevokeConsent', Asking>
  | Message<'BlockAccount', Asking>
  | Message<'UnblockAccount', Asking>
  | Message<'UnsendMessage', Asking & { readonly messageId: string }>
  | Message<'ReportAccount', Asking & Report>
  /** An operator's act; the actor is the author of the message. */
  | Message<'RemoveMessage', Asking & Removal>
  | Message<'VoidConsent', Asking & ForPlatform & { readonly ground: string }>
  | Message<'ImportConsent', Asking & ForPlatform & { readonly sourceId: string }>
  /** From inside: `by` now follows `to`. */
  | Message<'NoteFollow', NotedFollow>
  /** From inside: nothing was answered in time. */
  | Message<'ExpireRequest', Silence>;

/** A follow as identity recorded it; `version` is the follower's account revision with it. */
export type NotedFollow = {
  readonly by: string;
  readonly to: string;
  readonly sinceAtMs: number;
  readonly version: number;
  readonly ingestedAtMs: number;
  readonly facts: { readonly by: AccountFacts; readonly to: AccountFacts };
};

/** Commands that somebody asks; each of them gets exactly one outcome. */
export type AskedCommand = Exclude<ConversationCommand, { type: 'NoteFollow' | 'ExpireRequest' }>;

/** Why a send is refused, openly. Stable for ever; the public code is in the contracts. */
export type RefusalReason =
  | 'SENDER_NOT_ACTIVE'
  | 'SENDER_UNDER_AGE'
  | 'PHONE_REQUIRED'
  | 'YOUR_SETTING_IS_NO_ONE'
  | 'YOU_BLOCKED_THEM'
  | 'REQUEST_LIMIT_REACHED'
  | 'REPLY_WINDOW_CLOSED'
  | 'VOLUME_SHORT'
  | 'VOLUME_LONG'
  | 'MESSAGE_EMPTY'
  | 'MESSAGE_TOO_LONG'
  | 'MEDIA_NOT_ALLOWED_YET'
  | 'LINKS_NOT_ALLOWED_YET'
  | 'RECIPIENT_UNKNOWN'
  | 'RECIPIENT_NOT_ACTIVE'
  | 'RECIPIENT_UNDER_AGE'
  | 'RECIPIENT_TAKES_NONE'
  | 'RECIPIENT_TAKES_NO_BUSINESS'
  | 'RECIPIENT_IS_TEEN'
  | 'RECIPIENT_TAKES_FRIENDS'
  | 'RECIPIENT_TAKES_CONTACTED'
  | 'SENDER_DOES_NOT_FOLLOW'
  | 'CONTENT_NOT_ALLOWED';

/** Why a message is kept from its recipient without a word (gate G). */
export type SilentReason =
  | 'BLOCKED_BY_RECIPIENT'
  | 'DECLINED'
  | 'LAPSED'
  | 'OVER_THE_CAP'
  | 'FORM_NOT_FOR_REQUESTS'
  | 'NOT_ADMITTED';

/** Why a command other than a send changed nothing. */
export type UnchangedReason =
  | 'no_request'
  | 'no_conversation'
  | 'already_so'
  | 'already_open'
  | 'you_blocked_them'
  | 'newer_messages'
  | 'cannot_unsend'
  | 'nothing_to_report'
  | 'SENDER_RESTRICTED'
  | 'SENDER_UNDER_AGE'
  | 'YOUR_SETTING_IS_NO_ONE';

type WithoutBody<Command> =
  Command extends Message<infer Type, infer Data>
    ? Omit<Data, 'body' | 'ingestedAtMs'> & { readonly command: Type }
    : never;

/** What an outcome was judged by: the command without its text, so that it can be judged again. */
export type Asked<Type extends AskedCommand['type'] = AskedCommand['type']> = WithoutBody<
  Extract<AskedCommand, { type: Type }>
>;

/** `atMs` is the ingest time of what caused it. */
type About = { readonly atMs: number; readonly policyVersion: number };

/** The last event of a command's append, and no other, says what was asked. */
type OutcomeOf<Type extends AskedCommand['type']> = About & {
  readonly asked: Asked<Type>;
  /** What the actor may be shown from now on. */
  readonly view: View;
};
/** For events that may also stand before an outcome, or alone: then both are null. */
type MaybeOutcomeOf<Type extends AskedCommand['type']> = About & {
  readonly asked: Asked<Type> | null;
  readonly view: View | null;
};

/** The youngest age in years that the policy admits; only where the reason is the age. */
type Age = { readonly minimumAge?: number };

export type How = 'explicit' | 'reply' | 'follow' | 'setting';

type Admitted = {
  readonly from: string;
  readonly to: string;
  readonly body: Body;
  /** Whether it is a yes of its sender. */
  readonly consents: boolean;
  /** How many of the sender's three it used up, itself included; null when it does not count. */
  readonly used: number | null;
  readonly limit: number;
  /** How many request messages now lie before the recipient; null when it is none. */
  readonly waiting: number | null;
};

/** These names are stored for ever: add, never rename. */
export type ConversationEvent =
  | Message<'MessageSent', OutcomeOf<'SendMessage'> & Admitted>
  | Message<
      'MessageSuppressed',
      OutcomeOf<'SendMessage'> & Admitted & { readonly why: SilentReason }
    >
  | Message<
      'SendRefused',
      OutcomeOf<'SendMessage'> & {
        readonly from: string;
        readonly to: string;
        /** A silent reason stands here only under `request.declineMode: refuse`. */
        readonly reason: RefusalReason | SilentReason;
        readonly used: number;
        readonly limit: number;
        readonly retryAtMs: number | null;
      } & Age
    >
  | Message<
      'RequestAccepted',
      MaybeOutcomeOf<'AcceptRequest'> & {
        readonly by: string;
        readonly to: string;
        readonly how: How;
        /** Whether the sender is told. */
        readonly shown: boolean;
        readonly refunds: readonly string[];
      }
    >
  | Message<
      'WelcomeShown',
      About & {
        readonly to: string;
        readonly by: string;
        readonly how: 'follow' | 'setting';
        readonly refunds: readonly string[];
      }
    >
  | Message<
      'RequestDeclined',
      MaybeOutcomeOf<'DeclineRequest'> & {
        readonly by: string;
        readonly to: string;
        readonly how: 'decline' | 'delete' | 'report';
        readonly bulkId: string | null;
      }
    >
  | Message<
      'RequestRestored',
      OutcomeOf<'RestoreRequest'> & {
        readonly by: string;
        readonly to: string;
        readonly bulkId: string | null;
      }
    >
  | Message<
      'RequestWithdrawn',
      OutcomeOf<'WithdrawRequest'> & { readonly by: string; readonly to: string }
    >
  | Message<
      'RequestExpired',
      About & { readonly by: string; readonly to: string; readonly newest: string }
    >
  | Message<'RequestRetried', About & { readonly from: string; readonly to: string }>
  | Message<
      'ConsentRevoked',
      MaybeOutcomeOf<'RevokeConsent'> & {
        readonly by: string;
        readonly to: string;
        readonly how: 'revoke' | 'report';
      }
    >
  | Message<
      'AccountBlocked',
      MaybeOutcomeOf<'BlockAccount'> & {
        readonly by: string;
        readonly to: string;
        /** The blocker's stance from now on. */
        readonly stance: Stance;
        readonly withdraws: boolean;
      }
    >
  | Message<
      'AccountUnblocked',
      OutcomeOf<'UnblockAccount'> & { readonly by: string; readonly to: string }
    >
  | Message<
      'MessageUnsent',
      OutcomeOf<'UnsendMessage'> & {
        readonly by: string;
        readonly to: string;
        readonly messageId: string;
        /** Whether the other person had it; its author may not know. */
        readonly wasShown: boolean;
      }
    >
  | Message<
      'MessageRemoved',
      OutcomeOf<'RemoveMessage'> & Removal & { readonly from: string; readonly to: string }
    >
  | Message<
      'AccountReported',
      OutcomeOf<'ReportAccount'> & Report & { readonly by: string; readonly to: string }
    >
  | Message<
      'ConsentVoided',
      OutcomeOf<'VoidConsent'> &
        ForPlatform & { readonly by: string; readonly to: string; readonly ground: string }
    >
  | Message<
      'ConsentImported',
      OutcomeOf<'ImportConsent'> &
        ForPlatform & { readonly by: string; readonly to: string; readonly sourceId: string }
    >
  | Message<
      'NothingChanged',
      OutcomeOf<Exclude<AskedCommand['type'], 'SendMessage'>> & {
        readonly by: string;
        readonly to: string;
        readonly command: Exclude<AskedCommand['type'], 'SendMessage'>;
        readonly reason: UnchangedReason;
      } & Age
    >;

export type Stance = 'neutral' | 'accepts' | 'refuses' | 'lapsed';

/** What became of a message that its author may still take back. */
export type Written = {
  readonly messageId: string;
  readonly atMs: number;
  readonly state: 'sent' | 'suppressed' | 'unsent' | 'removed';
};

/** One side of a pair: what X has said, done and been told about Y. */
export type Side = {
  readonly stance: Stance;
  readonly blocks: boolean;
  /** Y's last open word to X was a yes: all that X's answers may know of Y's stance. */
  readonly welcome: boolean;
  /** Ids of X's counted sends in this epoch; as many as X was told. */
  readonly asked: readonly string[];
  readonly askedAtMs: number | null;
  /** The limit in force at the first counted send of the epoch. */
  readonly pinned: number | null;
  /** Ids of X's request messages that lie before Y, oldest first. */
  readonly waiting: readonly string[];
  /** A request of X lies before Y. */
  readonly out: boolean;
  /** X restored Y's request by hand: it does not expire again. */
  readonly kept: boolean;
  readonly refusedAtMs: number | null;
  /** How many messages of X were ever delivered to Y. */
  readonly delivered: number;
  /** Time of Y's last open yes to X, and X's sends since. */
  readonly heard: { readonly atMs: number; readonly since: number } | null;
  /** Version of Y's account in the facts of X's latest admitted send; -1 before the first. */
  readonly saw: number;
  /** X's messages of the last 26 hours of X's own messages, oldest first. */
  readonly written: readonly Written[];
};

/** Sides by account id; an account that has not acted yet stands at `newSide`. */
export type ConversationState = { readonly sides: Readonly<Record<string, Side>> };

/** The truth about a pair, for support and backtests; derived, never stored. */
export type Phase =
  | { readonly phase: 'NONE' | 'OPEN' | 'BLOCKED' }
  | { readonly phase: 'REQUEST' | 'DECLINED' | 'EXPIRED'; readonly from: string };

/** What one side may be shown; derived, never stored. */
export type View = 'blocked' | 'open' | 'pending' | 'declined' | 'expired' | 'request' | 'none';
