import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { clear, deleteOne, markRead, mute, receiptOf, takenBack } from './acts';
import { entryOf, evolve, initial } from './evolve';
import type { InboxCommand, InboxEvent, InboxState } from './inbox';
import { causeOf, ended, imported, left, moved, placed, returned, voided } from './lists';

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
      return [ended(data)];
    case 'VoidConsent':
      return voided(data, entry);
    case 'ImportConsent':
      return imported(data, entry);
    case 'TakeBack':
      return takenBack(data, entry);
    case 'NoteRead':
      return [receiptOf(data, entry)];
    case 'MarkRead':
      return [markRead(command, entry, policy)];
    case 'MuteConversation':
      return [mute(command, entry)];
    case 'ClearForMe':
      return [clear(command, entry)];
    case 'DeleteForMe':
      return [deleteOne(command, entry)];
  }
};

/**
 * Decides where things land in one person's lists, and what that person does with them. What comes
 * from inside and changes nothing gives no event; a command of the person always gives one.
 */
export const inbox = (policy: Policy): Decider<InboxState, InboxCommand, InboxEvent> => ({
  initial,
  evolve,
  decide: (command, state) => decide(command, state, policy),
});
