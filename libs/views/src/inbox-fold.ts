import type { Folder, InboxEvent, View as Shown } from '@vestibule/domain';

/** How one conversation stands for one person; never tells more than that person may be shown. */
export type Status =
  'pending' | 'open' | 'request' | 'declined' | 'ended' | 'withdrawn' | 'blocked';

/** One conversation in one person's lists. */
export type Conversation = {
  readonly person: string;
  readonly conversationId: string;
  readonly other: string;
  readonly folder: Folder;
  readonly status: Status;
  /** The person's own newest message, when it is the newest to say how they stand. */
  readonly said: string | null;
  /** Revision of the person's inbox at which it changed last. */
  readonly revision: number;
  readonly lastAtMs: number;
  /** The other's messages since the person's own last one. */
  readonly unanswered: number;
  /** The other's newest message: what an answer refers to. */
  readonly newest: string | null;
};

/** One message in one person's history, and where it lies; `none`: no longer to be seen. */
export type Placement = {
  readonly person: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly folder: 'inbox' | 'requests' | 'hidden' | 'sent' | 'none';
  readonly atMs: number;
};

type Data<Type extends InboxEvent['type']> = Extract<InboxEvent, { type: Type }>['data'];

/** Where an event was found: in whose inbox, at which revision. */
export type Place = { readonly person: string; readonly revision: number };

const newConversation = (place: Place, data: InboxEvent['data']): Conversation => ({
  ...place,
  conversationId: data.conversationId,
  other: data.other,
  folder: 'none',
  status: 'ended',
  said: null,
  lastAtMs: data.atMs,
  unanswered: 0,
  newest: null,
});

const statusIn = (folder: Folder): Status => {
  switch (folder) {
    case 'inbox':
      return 'open';
    case 'requests':
    case 'hidden':
      return 'request';
    case 'declined':
      return 'declined';
    case 'none':
      return 'ended';
  }
};

/** How the sender stands after a message, as its answer said. */
export const statusFor = (view: Shown): Status => {
  switch (view) {
    case 'blocked':
    case 'open':
    case 'pending':
    case 'declined':
    case 'request':
      return view;
    case 'expired':
      return 'declined';
    case 'none':
      return 'ended';
  }
};

/** Until the pair's own event tells the view, what lay in a list before still lies there. */
const statusWhenSent = (status: Status): Status =>
  status === 'open' || status === 'request' || status === 'declined' ? status : 'pending';

const sent = (now: Conversation, { messageId, atMs }: Data<'MessagePlaced'>): Conversation => ({
  ...now,
  folder: now.folder === 'none' ? 'inbox' : now.folder,
  status: statusWhenSent(now.status),
  said: messageId,
  lastAtMs: atMs,
  unanswered: 0,
});

const placed = (now: Conversation, data: Data<'MessagePlaced'>): Conversation => {
  const { folder, messageId, atMs } = data;
  if (folder === 'sent') return sent(now, data);
  return {
    ...now,
    folder,
    status: statusIn(folder),
    said: null,
    lastAtMs: atMs,
    unanswered: now.unanswered + 1,
    newest: messageId,
  };
};

/** A yes of the other opens what waited for it; a request or an end of one's own stays. */
const welcomed = (now: Conversation): Conversation =>
  now.status === 'pending' ? { ...now, status: 'open', said: null } : now;

/** What comes back after a block is history, unless a request lies there. */
const returned = (now: Conversation, { folder }: Data<'ConversationReturned'>): Conversation => {
  const status = folder === 'inbox' ? 'ended' : statusIn(folder);
  return { ...now, folder, status, said: null };
};

const next = (now: Conversation, { type, data }: InboxEvent): Conversation => {
  switch (type) {
    case 'MessagePlaced':
      return placed(now, data);
    case 'RequestMoved':
      return { ...now, folder: data.folder, status: statusIn(data.folder), said: null };
    case 'RequestAccepted':
    case 'ConversationOpened':
      return welcomed(now);
    case 'ConversationLeft':
      return { ...now, folder: 'none', status: data.why, said: null };
    case 'ConversationReturned':
      return returned(now, data);
    case 'ConversationEnded':
      return { ...now, status: 'ended', said: null };
  }
};

/** A conversation after one more event of the person's inbox; `now` is absent before the first. */
export const nextConversation = (
  now: Conversation | undefined,
  event: InboxEvent,
  place: Place,
): Conversation => ({
  ...next(now ?? newConversation(place, event.data), event),
  revision: place.revision,
});

const isRequest = ({ folder }: Placement): boolean => folder === 'requests' || folder === 'hidden';

/**
 * What an event does to the messages of a request that lie there: an accepted one becomes history,
 * a withdrawn one is kept as evidence but out of sight. Returns only those that change.
 */
export const nextPlacements = (
  lying: readonly Placement[],
  { type, data }: InboxEvent,
): readonly Placement[] => {
  const moveTo = (folder: Placement['folder']) =>
    lying.filter(isRequest).map((placement) => ({ ...placement, folder }));
  if (type === 'RequestMoved' && data.folder === 'inbox') return moveTo('inbox');
  return type === 'ConversationLeft' && data.why === 'withdrawn' ? moveTo('none') : [];
};
