import type { Message } from '@vestibule/decider';
import type { AccountFacts } from '../account/account';
import type { ContentVerdict } from '../conversation/conversation';
import type { Entries } from './entries';

/** Where a conversation stands in one person's lists; `none` is in no list. */
export type Folder = 'inbox' | 'requests' | 'hidden' | 'declined' | 'none';

type About = { readonly conversationId: string; readonly other: string; readonly atMs: number };

/** Which event of which pair this is about, so that it is decided once. */
type Cause = About & { readonly pairRevision: number };

/** What a placement is judged by, besides the policy in force when the pair was decided. */
export type PlacementFacts = {
  readonly senderRegisteredAtMs: number;
  /** The word lists that matched; what they do is for the policy to say. */
  readonly lists: ContentVerdict['lists'];
  /** Whether the text holds one; what becomes of it is for the policy to say. */
  readonly links: boolean;
};

/** A command of the person whose inbox it is. */
type Asking = About & { readonly commandId: string; readonly actor: string };

/** What a receipt is judged by, stored with the read. */
export type ReadFacts = Pick<AccountFacts, 'version' | 'standing' | 'region' | 'receipts'>;

/** What a person does in the own inbox; each gets exactly one outcome. */
export type InboxAct =
  | Message<
      'MarkRead',
      Asking & {
        readonly upTo: string;
        readonly facts: { readonly actor: AccountFacts; readonly other: AccountFacts };
      }
    >
  /** With neither an end nor `forever` it ends the silence. */
  | Message<
      'MuteConversation',
      Asking & { readonly untilMs: number | null; readonly forever: boolean }
    >
  | Message<'ClearForMe', Asking & { readonly upTo: string }>
  | Message<'DeleteForMe', Asking & { readonly messageId: string }>;

/** What happened in a pair, or in the other person's inbox, as it concerns one person's own. */
type InboxNews =
  | Message<
      'PlaceMessage',
      Cause & {
        readonly messageId: string;
        /** The sender's own copy. */
        readonly mine: boolean;
        /** Whether it is a yes of its sender. */
        readonly consents: boolean;
        /** How many request messages lie before this person; null when it is none. */
        readonly waiting: number | null;
        readonly facts: PlacementFacts;
      }
    >
  /** This person's answer to a request, or another way in which it was answered. */
  | Message<'MoveRequest', Cause & { readonly to: 'inbox' | 'declined' | 'expired' | 'restored' }>
  /** The other person accepted, and this person may be told. */
  | Message<'NoteAcceptance', Cause>
  /** The conversation is open for this person now; nobody says why. */
  | Message<'NoteOpening', Cause>
  /** `word`: what this person has to say of the other once a block is lifted. */
  | Message<'LeaveLists', Cause & { readonly why: 'blocked' | 'withdrawn'; readonly word: Word }>
  /** This person lifted a block. */
  | Message<'ReturnToLists', Cause>
  /** This person moved an open conversation back, or took the own request back. */
  | Message<'EndConversation', Cause & { readonly why: 'revoked' | 'withdrawn' }>
  /** Operators voided the consent of both. */
  | Message<'VoidConsent', Cause>
  /** Operators brought the consent of both from elsewhere. */
  | Message<'ImportConsent', Cause>
  | Message<'TakeBack', Cause & { readonly messageId: string }>
  /** The other person read up to one of this person's messages, and that side may show it. */
  | Message<'NoteRead', About & { readonly upTo: string; readonly readAtMs: number }>;

export type InboxCommand = InboxAct | InboxNews;

/** Why a command changed nothing; speaks of this person's own inbox alone. */
export type InboxReason = 'no_message' | 'already_so';

type Outcome = About & { readonly commandId: string };

/** These names are stored for ever: add, never rename. No bodies. */
export type InboxEvent =
  | Message<
      'MessagePlaced',
      Cause & {
        readonly messageId: string;
        readonly folder: 'inbox' | 'requests' | 'hidden' | 'sent';
        /** The first message of a request: the one that may be notified. */
        readonly first: boolean;
        /** A word list covers the text until the person opens it. */
        readonly masked?: boolean;
        /** Its links are no links until the person accepts; absent where there are none, or they work. */
        readonly links?: 'inert';
        /** Only of a person's own copy that is no yes of theirs: an automated one. */
        readonly consents?: false;
      }
    >
  /** `expired`: nobody answered in time. */
  | Message<'RequestMoved', Cause & { readonly folder: Folder; readonly expired?: boolean }>
  | Message<'RequestAccepted', Cause>
  /** `own`: it is this person's own yes, where nothing lay in a list. */
  | Message<'ConversationOpened', Cause & { readonly own?: boolean }>
  | Message<
      'ConversationLeft',
      Cause & { readonly why: 'blocked' | 'withdrawn'; readonly word?: Word }
    >
  | Message<'ConversationReturned', Cause & { readonly folder: Folder }>
  /** Without `why` it is this person's no; with one there is no word any more. */
  | Message<'ConversationEnded', Cause & { readonly why?: 'withdrawn' | 'voided' | 'restored' }>
  | Message<
      'MessageRead',
      Outcome & {
        readonly upTo: string;
        readonly receipt: boolean;
        readonly policyVersion: number;
        readonly facts: { readonly actor: ReadFacts; readonly other: ReadFacts };
      }
    >
  | Message<'ReceiptShown', About & { readonly upTo: string; readonly readAtMs: number }>
  /** It was not shown, and is not shown should it be heard again. Nobody is told. */
  | Message<'ReceiptWithheld', About & { readonly upTo: string; readonly readAtMs: number }>
  | Message<
      'ConversationMuted',
      Outcome & { readonly untilMs: number | null; readonly forever: boolean }
    >
  | Message<'ConversationCleared', Outcome & { readonly upTo: string }>
  | Message<'MessageDeleted', Outcome & { readonly messageId: string }>
  | Message<'MessageTakenBack', Cause & { readonly messageId: string }>
  | Message<
      'InboxUnchanged',
      Outcome & { readonly command: InboxAct['type']; readonly reason: InboxReason }
    >;

/** This person's own last word on the other; a receipt needs a yes on both sides. */
export type Word = 'none' | 'yes' | 'no';

/** A message in this person's sight. */
export type KeptMessage = { readonly messageId: string; readonly mine: boolean };

/** One conversation as this person's lists have it. */
export type InboxEntry = {
  readonly folder: Folder;
  /** The worst message decides for the whole request. */
  readonly hidden: boolean;
  /** Where it returns to when a block is lifted; null while no block took it away. */
  readonly returnsTo: 'inbox' | 'declined' | null;
  readonly blocked: boolean;
  readonly word: Word;
  /** The newest messages in sight, oldest first; at most `keptMax` (kept.ts). */
  readonly messages: readonly KeptMessage[];
  /** How many of them, from the front, are read. */
  readonly read: number;
  /** There are older ones, of which nothing is remembered. */
  readonly older: boolean;
  readonly muted: { readonly untilMs: number | null; readonly forever: boolean };
};

export type InboxState = {
  readonly conversations: Entries;
  /** When new requests were placed, oldest first; only those of the last 24 h. */
  readonly requestsAtMs: readonly number[];
};
