import type { Asked, AskedCommand, Body, ConversationEvent, View } from './conversation';

/** What a send was asked with, where the event no longer has it: a refused text is not kept. */
const noBody: Body = { text: '', attachment: null };

/** What a command says beyond what all say, without its text. */
const ownOf = ({ type, data }: AskedCommand): object => {
  switch (type) {
    case 'SendMessage':
      return { kind: data.kind, automated: data.automated };
    case 'AcceptRequest':
      return { upTo: data.upTo, bulkId: data.bulkId };
    case 'DeclineRequest':
      return { upTo: data.upTo, bulkId: data.bulkId, how: data.how };
    case 'RestoreRequest':
      return { bulkId: data.bulkId };
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
      return {};
    case 'UnsendMessage':
      return { messageId: data.messageId };
    case 'ReportAccount':
      return { reason: data.reason, messageIds: data.messageIds, also: data.also };
    case 'RemoveMessage':
      return { operator: data.operator, messageId: data.messageId, ground: data.ground };
    case 'VoidConsent':
      return { operator: data.operator, ground: data.ground };
    case 'ImportConsent':
      return { operator: data.operator, sourceId: data.sourceId };
  }
};

/** The command as an outcome keeps it: field by field, and its time is the event's `atMs`. */
export const askedOf = <Command extends AskedCommand>(command: Command): Asked<Command['type']> => {
  const { commandId, actor, other, issuedAtMs, facts } = command.data;
  const own = ownOf(command);
  const asked = { command: command.type, commandId, actor, other, issuedAtMs, facts, ...own };
  return asked as unknown as Asked<Command['type']>;
};

/**
 * What an event answers, and what its actor may be shown from then on; null when it answers
 * nobody. It is the one outcome of the command named in `asked`.
 */
export const outcomeOf = (
  event: ConversationEvent,
): { readonly asked: Asked; readonly view: View } | null => {
  const { data } = event;
  if (!('asked' in data) || data.asked === null || data.view === null) return null;
  return { asked: data.asked, view: data.view };
};

/**
 * The command that an outcome answers, as it was decided, so that it can be decided again; null
 * for an event that is no outcome. The body of a refused send comes back empty: no rule reads it.
 */
export const commandOf = (event: ConversationEvent): AskedCommand | null => {
  const outcome = outcomeOf(event);
  if (outcome === null) return null;
  const { command, ...kept } = outcome.asked;
  const data = { ...kept, ingestedAtMs: event.data.atMs };
  if (command !== 'SendMessage') return { type: command, data } as unknown as AskedCommand;
  const body = 'body' in event.data ? event.data.body : noBody;
  return { type: command, data: { ...data, body } } as unknown as AskedCommand;
};
