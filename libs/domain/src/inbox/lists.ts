import type { Policy } from '../policy/policy';
import type { Folder, InboxCommand, InboxEntry, InboxEvent, InboxState } from './inbox';
import { hasInertLinks, isMasked, placementRules, type PlaceMessage } from './rules';

type Data<Type extends InboxCommand['type']> = Extract<InboxCommand, { type: Type }>['data'];
type Caused = Extract<InboxCommand, { data: { readonly pairRevision: number } }>['data'];

/** What every event says that a pair's event has caused. */
export const causeOf = ({ conversationId, other, pairRevision, atMs }: Caused) => ({
  conversationId,
  other,
  pairRevision,
  atMs,
});

const lies = ({ folder }: InboxEntry): boolean =>
  folder === 'requests' || folder === 'hidden' || folder === 'declined';

export const placed = (message: PlaceMessage, state: InboxState, policy: Policy): InboxEvent => {
  const { messageId, mine, waiting, consents } = message;
  const folder =
    placementRules.find(({ when }) => when(message, state, policy))?.folder ?? 'hidden';
  const first = !mine && waiting === 1;
  return {
    type: 'MessagePlaced',
    data: {
      ...causeOf(message),
      messageId,
      folder,
      first,
      ...(isMasked(message, policy) && { masked: true }),
      ...(hasInertLinks(message, policy) && { links: 'inert' as const }),
      ...(mine && !consents && { consents }),
    },
  };
};

/** Where an answer puts a request; a restored one returns to where it was. */
const targetOf = (to: Data<'MoveRequest'>['to'], entry: InboxEntry): Folder => {
  switch (to) {
    case 'inbox':
      return lies(entry) ? 'inbox' : entry.folder;
    case 'declined':
    case 'expired':
      return lies(entry) ? 'declined' : entry.folder;
    case 'restored':
      if (entry.folder !== 'declined') return entry.folder;
      return entry.hidden ? 'hidden' : 'requests';
  }
};

/** A decline of what had expired moves nothing, but it is a word of this person. */
const isNewWord = (to: Data<'MoveRequest'>['to'], { folder, word }: InboxEntry): boolean =>
  to === 'declined' && folder === 'declined' && word !== 'no';

export const moved = (data: Data<'MoveRequest'>, entry: InboxEntry): readonly InboxEvent[] => {
  const folder = targetOf(data.to, entry);
  const cause = causeOf(data);
  if (folder !== entry.folder || isNewWord(data.to, entry)) {
    const expired = data.to === 'expired' && { expired: true };
    return [{ type: 'RequestMoved', data: { ...cause, folder, ...expired } }];
  }
  return wordAlone(data, entry);
};

/** Nothing moves, but this person has said yes, or has taken a no back. */
const wordAlone = (data: Data<'MoveRequest'>, { word }: InboxEntry): readonly InboxEvent[] => {
  if (data.to === 'inbox' && word !== 'yes')
    return [{ type: 'ConversationOpened', data: { ...causeOf(data), own: true } }];
  if (data.to === 'restored' && word === 'no')
    return [{ type: 'ConversationEnded', data: { ...causeOf(data), why: 'restored' } }];
  return [];
};

/** A withdrawal takes only a request away, also one that a block has taken already. */
export const left = (data: Data<'LeaveLists'>, entry: InboxEntry): readonly InboxEvent[] => {
  const { why, word } = data;
  if (why === 'withdrawn') {
    if (!lies(entry) && entry.returnsTo !== 'declined') return [];
    return [{ type: 'ConversationLeft', data: { ...causeOf(data), why } }];
  }
  if (entry.blocked) return [];
  const said = word !== 'none' && { word };
  return [{ type: 'ConversationLeft', data: { ...causeOf(data), why, ...said } }];
};

export const returned = (
  data: Data<'ReturnToLists'>,
  { blocked, returnsTo }: InboxEntry,
): readonly InboxEvent[] =>
  blocked
    ? [{ type: 'ConversationReturned', data: { ...causeOf(data), folder: returnsTo ?? 'none' } }]
    : [];

export const ended = (data: Data<'EndConversation'>): InboxEvent => {
  const why = data.why === 'withdrawn' && { why: data.why };
  return { type: 'ConversationEnded', data: { ...causeOf(data), ...why } };
};

/** Neither side has said yes any more, and no request lies there; a no and a block stay. */
export const voided = (data: Data<'VoidConsent'>, entry: InboxEntry): readonly InboxEvent[] => [
  ...left({ ...data, why: 'withdrawn', word: 'none' }, entry),
  ...(entry.word === 'yes'
    ? [{ type: 'ConversationEnded' as const, data: { ...causeOf(data), why: 'voided' as const } }]
    : []),
];

/** Both sides have said yes elsewhere; a no and a block that are known here stay. */
export const imported = (data: Data<'ImportConsent'>, entry: InboxEntry): readonly InboxEvent[] => {
  if (entry.blocked || entry.word === 'no') return [];
  const opened = { type: 'ConversationOpened' as const, data: causeOf(data) };
  return [opened, ...moved({ ...data, to: 'inbox' }, entry)];
};
