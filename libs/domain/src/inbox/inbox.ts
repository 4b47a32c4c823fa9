import type { Message } from '@vestibule/decider';

/** Where a conversation stands in one person's lists; `none` is in no list. */
export type Folder = 'inbox' | 'requests' | 'hidden' | 'declined' | 'none';

/** Which event of which pair this is about, so that it is decided once. */
type Cause = {
  readonly conversationId: string;
  readonly other: string;
  readonly pairRevision: number;
  readonly atMs: number;
};

/** What a placement is judged by, besides the policy in force when the pair was decided. */
export type PlacementFacts = {
  readonly senderRegisteredAtMs: number;
  /** A word list said hide. */
  readonly hides: boolean;
};

/** What happened in a pair, as it concerns one person's inbox. All of them come from inside. */
export type InboxCommand =
  | Message<
      'PlaceMessage',
      Cause & {
        readonly messageId: string;
        /** The sender's own copy. */
        readonly mine: boolean;
        /** How many request messages lie before this person; null when it is none. */
        readonly waiting: number | null;
        readonly facts: PlacementFacts;
      }
    >
  /** This person's answer to a request, or another way in which it was answered. */
  | Message<'MoveRequest', Cause & { readonly to: 'inbox' | 'declined' | 'restored' }>
  /** The other person accepted, and this person may be told. */
  | Message<'NoteAcceptance', Cause>
  /** The conversation is open for this person now; nobody says why. */
  | Message<'NoteOpening', Cause>
  | Message<'LeaveLists', Cause & { readonly why: 'blocked' | 'withdrawn' }>
  /** This person lifted a block. */
  | Message<'ReturnToLists', Cause>
  /** This person moved an open conversation back. */
  | Message<'EndConversation', Cause>;

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
      }
    >
  /** `expired`: nobody answered in time. */
  | Message<'RequestMoved', Cause & { readonly folder: Folder; readonly expired?: boolean }>
  | Message<'RequestAccepted', Cause>
  /** `own`: it is this person's own yes, where nothing lay in a list. */
  | Message<'ConversationOpened', Cause & { readonly own?: boolean }>
  | Message<'ConversationLeft', Cause & { readonly why: 'blocked' | 'withdrawn' }>
  | Message<'ConversationReturned', Cause & { readonly folder: Folder }>
  | Message<'ConversationEnded', Cause>;

/** One conversation as this person's lists have it. */
export type InboxEntry = {
  readonly folder: Folder;
  /** The worst message decides for the whole request. */
  readonly hidden: boolean;
  /** Where it returns to when a block is lifted; null while no block took it away. */
  readonly returnsTo: 'inbox' | 'declined' | null;
};

export type InboxState = {
  readonly conversations: Readonly<Record<string, InboxEntry>>;
  /** When new requests were placed, oldest first; only those of the last 24 h. */
  readonly requestsAtMs: readonly number[];
};
