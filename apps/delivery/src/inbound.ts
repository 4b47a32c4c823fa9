import type { MessageOn, gatingEvents } from '@vestibule/contracts';
import type { InboxCommand, PlacementFacts } from '@vestibule/domain';
import type { Heard, Order } from '@vestibule/service';

type Decision = Heard<MessageOn<typeof gatingEvents>>;
type Of<Type extends Decision['type']> = Extract<Decision, { type: Type }>;
/** What concerns one person: the command for that person's inbox. */
type Concern = { readonly person: string; readonly command: InboxCommand };

/** What every inbox command says about its cause. */
const causeOf = ({ key, coordinates, data }: Decision, other: string) => ({
  conversationId: key,
  other,
  pairRevision: coordinates?.revision ?? 0,
  atMs: data.atMs,
});

const placementFacts = ({ data }: Of<'MessageSent' | 'MessageSuppressed'>): PlacementFacts => ({
  senderRegisteredAtMs: data.asked.facts.actor.registeredAtMs,
  hides: data.asked.facts.content?.lists.some(({ action }) => action === 'hide') ?? false,
});

const placed = (
  message: Of<'MessageSent' | 'MessageSuppressed'>,
  person: string,
  waiting: number | null,
): Concern => {
  const { from, to, asked } = message.data;
  const mine = person === from;
  const cause = causeOf(message, mine ? to : from);
  const about = { messageId: asked.commandId, mine, waiting, facts: placementFacts(message) };
  return { person, command: { type: 'PlaceMessage', data: { ...cause, ...about } } };
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

const blocked = (message: Of<'AccountBlocked'>): readonly Concern[] => {
  const { by, to, withdraws } = message.data;
  const leave = (person: string, other: string, why: 'blocked' | 'withdrawn'): Concern => ({
    person,
    command: { type: 'LeaveLists', data: { ...causeOf(message, other), why } },
  });
  return withdraws
    ? [leave(by, to, 'blocked'), leave(to, by, 'withdrawn')]
    : [leave(by, to, 'blocked')];
};

const concerns = (message: Decision): readonly Concern[] => {
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
    case 'RequestExpired':
    case 'RequestRestored': {
      const { by, to: other } = message.data;
      const to = message.type === 'RequestRestored' ? 'restored' : 'declined';
      return [
        { person: by, command: { type: 'MoveRequest', data: { ...causeOf(message, other), to } } },
      ];
    }
    case 'RequestWithdrawn': {
      const { by, to } = message.data;
      const data = { ...causeOf(message, by), why: 'withdrawn' } as const;
      return [{ person: to, command: { type: 'LeaveLists', data } }];
    }
    case 'ConsentRevoked': {
      const { by, to } = message.data;
      return [{ person: by, command: { type: 'EndConversation', data: causeOf(message, to) } }];
    }
    case 'AccountBlocked':
      return blocked(message);
    case 'AccountUnblocked': {
      const { by, to } = message.data;
      return [{ person: by, command: { type: 'ReturnToLists', data: causeOf(message, to) } }];
    }
    case 'SendRefused':
    case 'NothingChanged':
    case 'RequestRetried':
    case 'MessageUnsent':
    case 'MessageRemoved':
    case 'AccountReported':
    case 'ConsentVoided':
    case 'ConsentImported':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return [];
  }
};

/** Contract message → commands, one per person whom it concerns. */
export const inbound = (message: Decision): readonly Order<InboxCommand>[] => {
  const { coordinates, id: eventId } = message;
  if (!coordinates) return [];
  const { stream, revision, metadata } = coordinates;
  return concerns(message).map(({ person, command }) => ({
    stream: `inbox-${person}`,
    commandId: `${stream}@${revision}/0`,
    source: { stream, revision, part: 0, eventId },
    correlationId: String(metadata['$correlationId']),
    ingestedAtMs: command.data.atMs,
    command,
  }));
};
