import { days } from './days';
import {
  ConversationCleared,
  ConversationMuted,
  InboxUnchanged,
  MessageDeleted,
  MessageRead,
  MessageTakenBack,
  ReceiptShown,
} from './delivery-acts';
import { IsAtMs, IsCount, IsFlag, IsId, IsOneOf, Maybe } from './fields';
import { hostEvents } from './host-events';
import { topic } from './topic';

/** Where a conversation stands in one person's lists; `none` is in no list. */
const folders = ['inbox', 'requests', 'hidden', 'declined', 'none'] as const;
type Folder = (typeof folders)[number];

const places = ['inbox', 'requests', 'hidden', 'sent'] as const;

/** A message was put into this person's inbox. Its body is on `gating.events.v1`. */
export class MessagePlaced {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  @IsId() readonly messageId!: string;
  @IsOneOf(places) readonly folder!: (typeof places)[number];
  /** The first message of a request: the one that may be notified. */
  @IsFlag() readonly first!: boolean;
  /** A word list covers the text until the person opens it; absent means that none does. */
  @Maybe() @IsFlag() readonly masked?: boolean;
  /** Links are shown and lead nowhere until the person accepts; absent where they may work. */
  @Maybe() @IsOneOf(['inert']) readonly links?: 'inert';
}

/** A request moved to another of this person's lists. */
export class RequestMoved {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  @IsOneOf(folders) readonly folder!: Folder;
  /** It went to the declined list because nobody answered it in time. */
  @Maybe() @IsFlag() readonly expired?: boolean;
}

/** The other person accepted this person's request, and this person may be told. */
export class RequestAccepted {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
}

/** The conversation is open for this person now; nobody says why. */
export class ConversationOpened {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  /** It is this person's own yes that is noted, where nothing lay in a list. */
  @Maybe() @IsFlag() readonly own?: boolean;
}

/** The conversation is in none of this person's lists any more. */
export class ConversationLeft {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  @IsOneOf(['blocked', 'withdrawn']) readonly why!: 'blocked' | 'withdrawn';
}

/** The conversation came back into one of this person's lists. */
export class ConversationReturned {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  @IsOneOf(folders) readonly folder!: Folder;
}

const endings = ['withdrawn', 'voided', 'restored'] as const;

/** An open conversation was moved back, or a request or a no of one's own taken back. */
export class ConversationEnded {
  @IsId() readonly person!: string;
  @IsId() readonly conversationId!: string;
  @IsId() readonly other!: string;
  @IsCount() readonly pairRevision!: number;
  @IsAtMs() readonly atMs!: number;
  /** Absent: this person moved it back. */
  @Maybe() @IsOneOf(endings) readonly why?: (typeof endings)[number];
}

/**
 * What changed in each person's lists. Restricted: `pairRevision` moves with private acts of the
 * other person, so it is for services and never shown.
 */
export const deliveryEvents = topic({
  name: 'delivery.events.v1',
  key: 'person',
  writers: ['delivery'],
  readers: ['delivery', 'notifications', 'gateway', 'services'],
  audience: 'restricted',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: {
    MessagePlaced,
    RequestMoved,
    RequestAccepted,
    ConversationOpened,
    ConversationLeft,
    ConversationReturned,
    ConversationEnded,
    MessageRead,
    ReceiptShown,
    ConversationMuted,
    ConversationCleared,
    MessageDeleted,
    MessageTakenBack,
    InboxUnchanged,
    ...hostEvents,
  },
});
