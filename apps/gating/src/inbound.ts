import {
  type MessageOn,
  type PairFacts,
  commandIdAtMs,
  conversationIdOf,
  type gatingCommands,
  type identityEvents,
} from '@vestibule/contracts';
import { inspect } from '@vestibule/content';
import type { AskedCommand, ContentVerdict, ConversationCommand, Facts } from '@vestibule/domain';
import type { Heard, Order } from '@vestibule/service';
import type { Lists } from './content';

type Command = Heard<MessageOn<typeof gatingCommands>>;
type AccountEvent = Heard<MessageOn<typeof identityEvents>>;

const factsOf = ({ actor, other, follows }: PairFacts, content: ContentVerdict | null): Facts => ({
  actor,
  other,
  follows,
  volume: null,
  content,
});

/** The verdict is made of the lists in force when the broker took the command. */
const verdictOn = ({ type, data }: Command, { matcherAt }: Lists): ContentVerdict | null =>
  type === 'SendMessage'
    ? inspect(data.text, data.attachment ?? null, matcherAt(data.ingestedAtMs))
    : null;

const askedIn = (message: Command, lists: Lists): AskedCommand => {
  const { id: commandId, type, data } = message;
  const { actor, other, ingestedAtMs } = data;
  const facts = factsOf(data.facts, verdictOn(message, lists));
  const asking = {
    commandId,
    actor,
    other,
    issuedAtMs: commandIdAtMs(commandId),
    ingestedAtMs,
    facts,
  };
  switch (type) {
    case 'SendMessage': {
      const { kind, text, attachment = null } = data;
      // Only a verified business has robots: a person's message is always the person's own.
      const automated = (data.automated ?? false) && data.facts.actor.business;
      return { type, data: { ...asking, kind, automated, body: { text, attachment } } };
    }
    case 'AcceptRequest':
      return { type, data: { ...asking, upTo: data.upTo ?? null, bulkId: data.bulkId ?? null } };
    case 'DeclineRequest': {
      const { how = 'decline', upTo = null, bulkId = null } = data;
      return { type, data: { ...asking, how, upTo, bulkId } };
    }
    case 'RestoreRequest':
      return { type, data: { ...asking, bulkId: data.bulkId ?? null } };
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
      return { type, data: asking };
    case 'UnsendMessage':
      return { type, data: { ...asking, messageId: data.messageId } };
    case 'ReportAccount': {
      const { reason, messageIds, also = null } = data;
      return { type, data: { ...asking, reason, messageIds, also } };
    }
    case 'RemoveMessage': {
      const { operator, messageId, ground } = data;
      return { type, data: { ...asking, operator, messageId, ground } };
    }
    case 'VoidConsent':
      return { type, data: { ...asking, operator: data.operator, ground: data.ground } };
    case 'ImportConsent':
      return { type, data: { ...asking, operator: data.operator, sourceId: data.sourceId } };
  }
};

/** What the sender asked, without what identity attached: facts may differ between two copies. */
const contentOf = ({ data: { facts: _facts, ingestedAtMs: _ingested, ...asked } }: Command) =>
  asked;

const order = (message: Command, lists: Lists): Order<ConversationCommand> => ({
  stream: `pair-${message.key}`,
  commandId: message.id,
  content: contentOf(message),
  correlationId: message.id,
  ingestedAtMs: message.data.ingestedAtMs,
  command: askedIn(message, lists),
});

/** A follow may answer a request that lies before the follower. */
const noted = (message: AccountEvent): readonly Order<ConversationCommand>[] => {
  const { type, data, coordinates, id: eventId } = message;
  if (type !== 'Followed' || !coordinates) return [];
  const { stream, revision, metadata } = coordinates;
  const { accountId: by, other: to, sinceAtMs, facts, atMs: ingestedAtMs } = data;
  const seen = { by: facts.actor, to: facts.other };
  return [
    {
      stream: `pair-${conversationIdOf(by, to)}`,
      commandId: `${stream}@${revision}/0`,
      source: { stream, revision, part: 0, eventId },
      correlationId: String(metadata['$correlationId']),
      ingestedAtMs,
      command: {
        type: 'NoteFollow',
        data: { by, to, sinceAtMs, version: revision, ingestedAtMs, facts: seen },
      },
    },
  ];
};

/** Contract message → commands. */
export const inbound = (
  message: Command | AccountEvent,
  lists: Lists,
): readonly Order<ConversationCommand>[] =>
  message.topic === 'gating.commands.v1' ? [order(message, lists)] : noted(message);
