import {
  type MessageOn,
  conversationIdOf,
  type deliveryCommands,
  type deliveryEvents,
  type gatingEvents,
} from '@vestibule/contracts';
import type { InboxAct, InboxCommand } from '@vestibule/domain';
import type { Heard, Order } from '@vestibule/service';
import { type Concern, concerns } from './concerns';
import type { FactsOf } from './facts';

type Decision = Heard<MessageOn<typeof gatingEvents>>;
type Act = Heard<MessageOn<typeof deliveryCommands>>;
type Own = Heard<MessageOn<typeof deliveryEvents>>;

/** Everything that delivery hears: decisions about pairs, what people ask, and what it said itself. */
export type Message = Decision | Act | Own;

const fromEvent = (
  { coordinates, id: eventId }: Decision | Own,
  { person, command }: Concern,
): readonly Order<InboxCommand>[] => {
  if (!coordinates) return [];
  const { stream, revision, metadata } = coordinates;
  return [
    {
      stream: `inbox-${person}`,
      commandId: `${stream}@${revision}/0`,
      source: { stream, revision, part: 0, eventId },
      correlationId: String(metadata['$correlationId']),
      ingestedAtMs: command.data.atMs,
      command,
    },
  ];
};

/** A read that may be shown concerns the other person, whose own inbox has the last word on it. */
const shown = (message: Own): readonly Order<InboxCommand>[] => {
  if (message.type !== 'MessageRead' || !message.data.receipt) return [];
  const { person, other, conversationId, upTo, atMs } = message.data;
  const data = { conversationId, other: person, atMs, upTo, readAtMs: atMs };
  return fromEvent(message, { person: other, command: { type: 'NoteRead', data } });
};

const commandIn = (message: Act, factsOf: FactsOf): InboxAct => {
  const { id: commandId, type, data, timestampMs: atMs } = message;
  const { actor, other } = data;
  const asking = {
    conversationId: conversationIdOf(actor, other),
    other,
    atMs,
    commandId,
    actor,
  };
  switch (type) {
    case 'MarkRead': {
      const { actor: mine, other: theirs } = factsOf(actor, other, atMs);
      return { type, data: { ...asking, upTo: data.upTo, facts: { actor: mine, other: theirs } } };
    }
    case 'MuteConversation': {
      const { untilMs = null, forever = false } = data;
      return { type, data: { ...asking, untilMs, forever } };
    }
    case 'ClearForMe':
      return { type, data: { ...asking, upTo: data.upTo } };
    case 'DeleteForMe':
      return { type, data: { ...asking, messageId: data.messageId } };
  }
};

const asked = (message: Act, factsOf: FactsOf): Order<InboxCommand> => ({
  stream: `inbox-${message.key}`,
  commandId: message.id,
  content: message.data,
  correlationId: message.id,
  ingestedAtMs: message.timestampMs,
  command: commandIn(message, factsOf),
});

/** Contract message → commands, one per person whom it concerns. */
export const inbound = (message: Message, factsOf: FactsOf): readonly Order<InboxCommand>[] => {
  switch (message.topic) {
    case 'gating.events.v1':
      return concerns(message).flatMap((concern) => fromEvent(message, concern));
    case 'delivery.commands.v1':
      return [asked(message, factsOf)];
    case 'delivery.events.v1':
      return shown(message);
  }
};
