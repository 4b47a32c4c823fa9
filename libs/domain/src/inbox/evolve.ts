import { dayMs } from '../policy/period';
import type { InboxEntry, InboxEvent, InboxState } from './inbox';

type Data<Type extends InboxEvent['type']> = Extract<InboxEvent, { type: Type }>['data'];

/** A conversation that no list has had yet. */
export const newEntry: InboxEntry = { folder: 'none', hidden: false, returnsTo: null };

export const initial: InboxState = { conversations: {}, requestsAtMs: [] };

export const entryOf = ({ conversations }: InboxState, conversationId: string): InboxEntry =>
  conversations[conversationId] ?? newEntry;

/** Most messages leave their conversation where it is; then nothing is copied. */
const changed = (
  state: InboxState,
  conversationId: string,
  change: Partial<InboxEntry>,
): InboxState => {
  const before = entryOf(state, conversationId);
  const { folder, hidden, returnsTo }: InboxEntry = { ...before, ...change };
  if (folder === before.folder && hidden === before.hidden && returnsTo === before.returnsTo)
    return state;
  const conversations = { ...state.conversations, [conversationId]: { folder, hidden, returnsTo } };
  return { conversations, requestsAtMs: state.requestsAtMs };
};

/** A person's own copy opens no request: it only brings the conversation into the lists. */
const placed = (state: InboxState, data: Data<'MessagePlaced'>): InboxState => {
  const { conversationId, folder, first, atMs } = data;
  if (folder !== 'sent') {
    const next = changed(state, conversationId, { folder, hidden: folder === 'hidden' });
    if (!first || folder !== 'requests') return next;
    const recent = state.requestsAtMs.filter((placedAtMs) => placedAtMs > atMs - dayMs);
    return { ...next, requestsAtMs: [...recent, atMs] };
  }
  return entryOf(state, conversationId).folder === 'none'
    ? changed(state, conversationId, { folder: 'inbox', hidden: false, returnsTo: null })
    : state;
};

const moved = (state: InboxState, { conversationId, folder }: Data<'RequestMoved'>): InboxState =>
  changed(state, conversationId, folder === 'inbox' ? { folder, hidden: false } : { folder });

const left = (state: InboxState, { conversationId, why }: Data<'ConversationLeft'>): InboxState => {
  const { folder } = entryOf(state, conversationId);
  const returnsTo = folder === 'inbox' ? 'inbox' : 'declined';
  return changed(state, conversationId, {
    folder: 'none',
    returnsTo: why === 'blocked' ? returnsTo : null,
  });
};

/** A person's lists after one more event. */
export const evolve = (state: InboxState, { type, data }: InboxEvent): InboxState => {
  switch (type) {
    case 'MessagePlaced':
      return placed(state, data);
    case 'RequestMoved':
      return moved(state, data);
    case 'ConversationLeft':
      return left(state, data);
    case 'ConversationReturned':
      return changed(state, data.conversationId, { folder: data.folder, returnsTo: null });
    case 'RequestAccepted':
    case 'ConversationOpened':
    case 'ConversationEnded':
      return state;
  }
};
