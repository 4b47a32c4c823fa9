import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { entryOf, evolve, initial } from './evolve';
import type { Folder, InboxCommand, InboxEntry, InboxEvent, InboxState } from './inbox';
import { placementRules, type PlaceMessage } from './rules';

type Data<Type extends InboxCommand['type']> = Extract<InboxCommand, { type: Type }>['data'];

const causeOf = ({ conversationId, other, pairRevision, atMs }: InboxCommand['data']) => ({
  conversationId,
  other,
  pairRevision,
  atMs,
});

const lies = ({ folder }: InboxEntry): boolean =>
  folder === 'requests' || folder === 'hidden' || folder === 'declined';

const placed = (message: PlaceMessage, state: InboxState, policy: Policy): InboxEvent => {
  const { messageId, mine, waiting } = message;
  const folder =
    placementRules.find(({ when }) => when(message, state, policy))?.folder ?? 'hidden';
  const first = !mine && waiting === 1;
  return { type: 'MessagePlaced', data: { ...causeOf(message), messageId, folder, first } };
};

/** Where an answer puts a request; a restored one returns to where it was. */
const targetOf = (to: Data<'MoveRequest'>['to'], entry: InboxEntry): Folder => {
  switch (to) {
    case 'inbox':
      return lies(entry) ? 'inbox' : entry.folder;
    case 'declined':
      return lies(entry) ? 'declined' : entry.folder;
    case 'restored':
      if (entry.folder !== 'declined') return entry.folder;
      return entry.hidden ? 'hidden' : 'requests';
  }
};

const moved = (data: Data<'MoveRequest'>, entry: InboxEntry): readonly InboxEvent[] => {
  const folder = targetOf(data.to, entry);
  if (folder === entry.folder) return [];
  return [{ type: 'RequestMoved', data: { ...causeOf(data), folder } }];
};

/** A withdrawal takes only a request away, also one that a block has taken already. */
const left = (data: Data<'LeaveLists'>, entry: InboxEntry): readonly InboxEvent[] => {
  const { why } = data;
  const leaves =
    why === 'blocked' ? entry.folder !== 'none' : lies(entry) || entry.returnsTo === 'declined';
  return leaves ? [{ type: 'ConversationLeft', data: { ...causeOf(data), why } }] : [];
};

const returned = (
  data: Data<'ReturnToLists'>,
  { returnsTo: folder }: InboxEntry,
): readonly InboxEvent[] =>
  folder === null ? [] : [{ type: 'ConversationReturned', data: { ...causeOf(data), folder } }];

const decide = (
  command: InboxCommand,
  state: InboxState,
  policy: Policy,
): readonly InboxEvent[] => {
  const { type, data } = command;
  const entry = entryOf(state, data.conversationId);
  switch (type) {
    case 'PlaceMessage':
      return [placed(data, state, policy)];
    case 'MoveRequest':
      return moved(data, entry);
    case 'NoteAcceptance':
      return [{ type: 'RequestAccepted', data: causeOf(data) }];
    case 'NoteOpening':
      return [{ type: 'ConversationOpened', data: causeOf(data) }];
    case 'LeaveLists':
      return left(data, entry);
    case 'ReturnToLists':
      return returned(data, entry);
    case 'EndConversation':
      return [{ type: 'ConversationEnded', data: causeOf(data) }];
  }
};

/**
 * Decides where things land in one person's lists. All commands come from inside; one that
 * changes nothing gives no event.
 */
export const inbox = (policy: Policy): Decider<InboxState, InboxCommand, InboxEvent> => ({
  initial,
  evolve,
  decide: (command, state) => decide(command, state, policy),
});
