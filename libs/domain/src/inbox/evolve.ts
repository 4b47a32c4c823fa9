import { dayMs } from '../policy/period';
import { entryIn, withEntry } from './entries';
import type { InboxEntry, InboxEvent, InboxState, Word } from './inbox';
import { clearedTo, readTo, withMessage, withoutMessage } from './kept';

type Data<Type extends InboxEvent['type']> = Extract<InboxEvent, { type: Type }>['data'];

/** A conversation that no list has had yet. */
export const newEntry: InboxEntry = {
  folder: 'none',
  hidden: false,
  returnsTo: null,
  blocked: false,
  word: 'none',
  messages: [],
  read: 0,
  older: false,
  muted: { untilMs: null, forever: false },
};

export const initial: InboxState = { conversations: [], requestsAtMs: [] };

export const entryOf = ({ conversations }: InboxState, conversationId: string): InboxEntry =>
  entryIn(conversations, conversationId) ?? newEntry;

const changed = (
  state: InboxState,
  { conversationId }: { readonly conversationId: string },
  change: Partial<InboxEntry>,
): InboxState => {
  const entry = { ...entryOf(state, conversationId), ...change };
  const conversations = withEntry(state.conversations, conversationId, entry);
  return { conversations, requestsAtMs: state.requestsAtMs };
};

/** A person's own copy opens no request: it only brings the conversation into the lists. */
const sent = (entry: InboxEntry, { consents }: Data<'MessagePlaced'>): Partial<InboxEntry> => ({
  ...(entry.folder === 'none' && { folder: 'inbox', hidden: false, returnsTo: null }),
  ...(consents !== false && { word: 'yes' }),
});

/** What lands in the inbox does so because this person has said yes. */
const received = ({ folder }: Data<'MessagePlaced'>): Partial<InboxEntry> => ({
  folder: folder === 'sent' ? 'inbox' : folder,
  hidden: folder === 'hidden',
  ...(folder === 'inbox' && { word: 'yes' }),
});

const placed = (state: InboxState, data: Data<'MessagePlaced'>): InboxState => {
  const { conversationId, messageId, folder, first, atMs } = data;
  const entry = entryOf(state, conversationId);
  const mine = folder === 'sent';
  const kept = withMessage(entry, { messageId, mine });
  const next = changed(state, data, { ...kept, ...(mine ? sent(entry, data) : received(data)) });
  if (!first || folder !== 'requests') return next;
  const recent = state.requestsAtMs.filter((placedAtMs) => placedAtMs > atMs - dayMs);
  return { ...next, requestsAtMs: [...recent, atMs] };
};

const wordIn = ({ folder, expired }: Data<'RequestMoved'>): Word => {
  if (folder === 'inbox') return 'yes';
  return folder === 'declined' && !expired ? 'no' : 'none';
};

const moved = (state: InboxState, data: Data<'RequestMoved'>): InboxState => {
  const { folder } = data;
  const word = wordIn(data);
  return changed(
    state,
    data,
    folder === 'inbox' ? { folder, word, hidden: false } : { folder, word },
  );
};

/** What a block takes away may return: a chat to the inbox, a request to the declined list. */
const returnsTo = ({ folder }: InboxEntry): InboxEntry['returnsTo'] => {
  if (folder === 'none') return null;
  return folder === 'inbox' ? 'inbox' : 'declined';
};

const left = (state: InboxState, data: Data<'ConversationLeft'>): InboxState => {
  const entry = entryOf(state, data.conversationId);
  if (data.why === 'withdrawn') return changed(state, data, { folder: 'none', returnsTo: null });
  return changed(state, data, {
    folder: 'none',
    returnsTo: returnsTo(entry),
    blocked: true,
    word: data.word ?? 'none',
  });
};

/** A person's lists after one more event. */
export const evolve = (state: InboxState, { type, data }: InboxEvent): InboxState => {
  const entry = entryOf(state, data.conversationId);
  switch (type) {
    case 'MessagePlaced':
      return placed(state, data);
    case 'RequestMoved':
      return moved(state, data);
    case 'ConversationLeft':
      return left(state, data);
    case 'ConversationReturned':
      return changed(state, data, { folder: data.folder, returnsTo: null, blocked: false });
    case 'ConversationOpened':
      return data.own ? changed(state, data, { word: 'yes' }) : state;
    case 'ConversationEnded':
      return changed(state, data, { word: data.why === undefined ? 'no' : 'none' });
    case 'MessageRead':
      return changed(state, data, readTo(entry, data.upTo));
    case 'ConversationCleared':
      return changed(state, data, clearedTo(entry, data.upTo));
    case 'MessageDeleted':
    case 'MessageTakenBack':
      return changed(state, data, withoutMessage(entry, data.messageId));
    case 'ConversationMuted': {
      const { untilMs, forever } = data;
      return changed(state, data, { muted: { untilMs, forever } });
    }
    case 'RequestAccepted':
    case 'ReceiptShown':
    case 'ReceiptWithheld':
    case 'InboxUnchanged':
      return state;
  }
};
