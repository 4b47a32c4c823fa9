import type { MessageOn, gatingEvents } from '@vestibule/contracts';
import type { InboxCommand, PlacementFacts } from '@vestibule/domain';
import type { Heard } from '@vestibule/service';

export type Decision = Heard<MessageOn<typeof gatingEvents>>;
type Of<Type extends Decision['type']> = Extract<Decision, { type: Type }>;
/** What concerns one person: the command for that person's inbox. */
export type Concern = { readonly person: string; readonly command: InboxCommand };

/** What every inbox command says about its cause. */
const causeOf = ({ key, coordinates, data }: Decision, other: string) => ({
  conversationId: key,
  other,
  pairRevision: coordinates?.revision ?? 0,
  atMs: data.atMs,
});

const placementFacts = ({ data }: Of<'MessageSent' | 'MessageSuppressed'>): PlacementFacts => ({
  senderRegisteredAtMs: data.asked.facts.actor.registeredAtMs,
  lists: data.asked.facts.content?.lists ?? [],
  links: data.asked.facts.content?.links ?? false,
});

const placed = (
  message: Of<'MessageSent' | 'MessageSuppressed'>,
  person: string,
  waiting: number | null,
): Concern => {
  const { from, to, asked, consents } = message.data;
  const mine = person === from;
  const cause = causeOf(message, mine ? to : from);
  const about = { messageId: asked.commandId, mine, consents, waiting };
  const facts = placementFacts(message);
  return { person, command: { type: 'PlaceMessage', data: { ...cause, ...about, facts } } };
};

const accepted = (message: Of<'RequestAccepted'>): readonly Concern[] => {
  const { by, to, how, shown } = message.data;
  const move = { ...causeOf(message, to), to: 'inbox' } as const;
  const mine: Concern = { person: by, command: { type: 'MoveRequest', data: move } };
  const theirs = causeOf(message, by);
  if (shown) return [mine, { person: to, command: { type: 'NoteAcceptance', data: theirs } }];
  // A reply is its own news; a follow or a setting opens without a word.
  if (how === 'reply' || how === 'explicit') return [mine];
  return [mine, { person: to, command: { type: 'NoteOpening', data: theirs } }];
};

const wordIn = ({ data: { stance } }: Of<'AccountBlocked'>) => {
  switch (stance) {
    case 'accepts':
      return 'yes';
    case 'refuses':
      return 'no';
    case 'neutral':
    case 'lapsed':
      return 'none';
  }
};

const withdrawn = (message: Decision, person: string, other: string): Concern => ({
  person,
  command: {
    type: 'LeaveLists',
    data: { ...causeOf(message, other), why: 'withdrawn', word: 'none' },
  },
});

const endedBy = (
  message: Of<'RequestWithdrawn' | 'ConsentRevoked'>,
  why: 'revoked' | 'withdrawn',
): Concern => {
  const { by, to } = message.data;
  return {
    person: by,
    command: { type: 'EndConversation', data: { ...causeOf(message, to), why } },
  };
};

const blocked = (message: Of<'AccountBlocked'>): readonly Concern[] => {
  const { by, to, withdraws } = message.data;
  const data = { ...causeOf(message, to), why: 'blocked', word: wordIn(message) } as const;
  const mine: Concern = { person: by, command: { type: 'LeaveLists', data } };
  return withdraws ? [mine, withdrawn(message, to, by)] : [mine];
};

const movedBy = (
  message: Of<'RequestDeclined' | 'RequestExpired' | 'RequestRestored'>,
  to: 'declined' | 'expired' | 'restored',
): Concern => {
  const { by, to: other } = message.data;
  return {
    person: by,
    command: { type: 'MoveRequest', data: { ...causeOf(message, other), to } },
  };
};

/** Whoever did not have the message hears nothing of it: the inbox knows what was placed there. */
const takenBack = (message: Of<'MessageUnsent' | 'MessageRemoved'>): readonly Concern[] => {
  const { messageId, to } = message.data;
  const from = message.type === 'MessageUnsent' ? message.data.by : message.data.from;
  const take = (person: string, other: string): Concern => ({
    person,
    command: { type: 'TakeBack', data: { ...causeOf(message, other), messageId } },
  });
  const isSilent = message.type === 'MessageUnsent' && !message.data.wasShown;
  return isSilent ? [take(from, to)] : [take(from, to), take(to, from)];
};

/** What operators do with a consent is the affair of both, alike. */
const forBoth = (message: Of<'ConsentVoided' | 'ConsentImported'>): readonly Concern[] => {
  const { by, to } = message.data;
  const type = message.type === 'ConsentVoided' ? 'VoidConsent' : 'ImportConsent';
  return [
    { person: by, command: { type, data: causeOf(message, to) } },
    { person: to, command: { type, data: causeOf(message, by) } },
  ];
};

/** What a decision about a pair means for the inboxes of its two people. */
export const concerns = (message: Decision): readonly Concern[] => {
  switch (message.type) {
    case 'MessageSent': {
      const { from, to, waiting } = message.data;
      return [placed(message, from, null), placed(message, to, waiting)];
    }
    case 'MessageSuppressed':
      return [placed(message, message.data.from, null)];
    case 'RequestAccepted':
      return accepted(message);
    case 'WelcomeShown': {
      const { to, by } = message.data;
      return [{ person: to, command: { type: 'NoteOpening', data: causeOf(message, by) } }];
    }
    case 'RequestDeclined':
      return [movedBy(message, 'declined')];
    case 'RequestExpired':
      return [movedBy(message, 'expired')];
    case 'RequestRestored':
      return [movedBy(message, 'restored')];
    case 'RequestWithdrawn': {
      const { by, to } = message.data;
      return [endedBy(message, 'withdrawn'), withdrawn(message, to, by)];
    }
    case 'ConsentRevoked':
      return [endedBy(message, 'revoked')];
    case 'AccountBlocked':
      return blocked(message);
    case 'AccountUnblocked': {
      const { by, to } = message.data;
      return [{ person: by, command: { type: 'ReturnToLists', data: causeOf(message, to) } }];
    }
    case 'MessageUnsent':
    case 'MessageRemoved':
      return takenBack(message);
    case 'ConsentVoided':
    case 'ConsentImported':
      return forBoth(message);
    case 'SendRefused':
    case 'NothingChanged':
    case 'AccountReported':
    case 'RequestRetried':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return [];
  }
};
