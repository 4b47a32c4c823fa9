import {
  type CommandDecided,
  type PublicCode,
  dmOutcomes,
  gatingEvents,
  limitNotice,
  textOf,
} from '@vestibule/contracts';
import { type ConversationEvent, outcomeOf, presets } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';
import { codeOf, unchangedCodeOf } from './codes';

type Event = RecordedEvent<ConversationEvent | HostEvent>;
type Of<Type extends Event['type']> = Extract<Event, { type: Type }>['data'];
/** What an answer says beyond whose command it answers. */
type Answer = Omit<CommandDecided, 'commandId' | 'command' | 'actor'>;

const refusal = (code: PublicCode, limit: number): Pick<Answer, 'code' | 'text'> => {
  const text = textOf(code, { limit });
  return text === null ? { code } : { code, text };
};

/** The delivered and the suppressed twin give the same answer, byte for byte. */
const passed = ({ asked, view, used, limit }: Of<'MessageSent' | 'MessageSuppressed'>): Answer => {
  const messageId = asked.commandId;
  if (used === null) return { result: 'sent', view, messageId };
  const counted = { result: 'sent', view, used, limit, messageId } as const;
  return used === limit ? { ...counted, notice: limitNotice(limit) } : counted;
};

const refused = (data: Of<'SendRefused'>): Answer => {
  const { view, reason, used, limit, retryAtMs } = data;
  const said = { result: 'refused', ...refusal(codeOf[reason], limit), view } as const;
  const counted = view === 'pending' ? { ...said, used, limit } : said;
  return retryAtMs === null ? counted : { ...counted, retryAtMs };
};

const unchanged = ({ view, reason }: Of<'NothingChanged'>): Answer => {
  const result = reason === reason.toUpperCase() ? 'refused' : 'unchanged';
  return { result, ...refusal(unchangedCodeOf[reason], presets.seed.request.limit), view };
};

const answerTo = (event: Exclude<Event, { type: HostEvent['type'] }>): Answer | null => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageSuppressed':
      return passed(event.data);
    case 'SendRefused':
      return refused(event.data);
    case 'NothingChanged':
      return unchanged(event.data);
    case 'RequestAccepted':
      return event.data.view === null ? null : { result: 'done', view: event.data.view };
    case 'RequestDeclined':
    case 'RequestRestored':
    case 'RequestWithdrawn':
    case 'ConsentRevoked':
    case 'AccountBlocked':
    case 'AccountUnblocked':
      return { result: 'done', view: event.data.view };
    case 'WelcomeShown':
    case 'RequestRetried':
      return null;
  }
};

const failure = ({ commandId, command, actor, atMs }: Of<'CommandFailed'>, key: string): Said[] => {
  if (actor === '') return []; // made from an event: nobody waits for an answer
  const data = { commandId, command, actor, result: 'refused', ...refusal('FAILED', 1) };
  return [
    say(dmOutcomes, 'CommandDecided', { key, data: data as CommandDecided, id: commandId, atMs }),
  ];
};

/**
 * Event → contract messages. Everything goes to the restricted topic as it was stored; the actor
 * alone gets the sender-safe answer, in which nothing stands that a private act would change.
 */
export const outbound = (event: Event): readonly Said[] => {
  const key = event.stream.slice('pair-'.length);
  const all: Said = { topic: gatingEvents, type: event.type, data: event.data, key };
  switch (event.type) {
    case 'Quarantined':
    case 'QuarantineLifted':
      return [all];
    case 'CommandFailed':
      return [all, ...failure(event.data, key)];
    default: {
      const outcome = outcomeOf(event);
      const answer = answerTo(event);
      if (!outcome || !answer) return [all];
      const { commandId, command, actor } = outcome.asked;
      const data = { commandId, command, actor, ...answer };
      // Never the stored event's id: it is a hash over what was decided, and so would tell.
      const { atMs } = event.data;
      return [all, say(dmOutcomes, 'CommandDecided', { key, data, id: commandId, atMs })];
    }
  }
};
