import { type CommandDecided, type PublicCode, limitNotice, textOf } from '@vestibule/contracts';
import { type ConversationEvent, outcomeOf } from '@vestibule/domain';
import { codeOf, unchangedCodeOf } from './codes';
import { volumeTold } from './volume';

type Of<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { type: Type }
>['data'];
/** What an answer says beyond whose command it answers, and in which view. */
type Said = Omit<CommandDecided, 'commandId' | 'command' | 'actor' | 'view'>;
type Numbers = Parameters<typeof textOf>[1];

const spoken = (code: PublicCode, numbers: Numbers): Pick<Said, 'code' | 'text'> => {
  const text = textOf(code, numbers);
  return text === null ? { code } : { code, text };
};

/** The delivered and the suppressed twin give the same answer, byte for byte. */
const passed = ({ asked, used, limit }: Of<'MessageSent' | 'MessageSuppressed'>): Said => {
  const messageId = asked.commandId;
  if (used === null) return { result: 'sent', messageId };
  const volume = volumeTold(asked.facts.volume);
  const counted = { result: 'sent', used, limit, messageId, ...volume } as const;
  return used === limit ? { ...counted, notice: limitNotice(limit) } : counted;
};

const refused = (data: Of<'SendRefused'>): Said => {
  const { view, reason, used, limit, minimumAge, retryAtMs, asked } = data;
  // Only volume gives a time; what it left tells nothing to whom another rule refused.
  const volume = retryAtMs === null ? {} : volumeTold(asked.facts.volume);
  const spokenOf = spoken(codeOf[reason], { limit, minimumAge });
  const said = { result: 'refused', ...spokenOf, ...volume } as const;
  const counted = view === 'pending' ? { ...said, used, limit } : said;
  return retryAtMs === null ? counted : { ...counted, retryAtMs };
};

const unchanged = ({ reason, minimumAge }: Of<'NothingChanged'>): Said => {
  const result = reason === reason.toUpperCase() ? 'refused' : 'unchanged';
  return { result, ...spoken(unchangedCodeOf[reason], { minimumAge }) };
};

const saidOf = (event: ConversationEvent): Said => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageSuppressed':
      return passed(event.data);
    case 'SendRefused':
      return refused(event.data);
    case 'NothingChanged':
      return unchanged(event.data);
    case 'RequestAccepted':
    case 'RequestDeclined':
    case 'RequestRestored':
    case 'RequestWithdrawn':
    case 'ConsentRevoked':
    case 'AccountBlocked':
    case 'AccountUnblocked':
    case 'MessageUnsent':
    case 'MessageRemoved':
    case 'AccountReported':
    case 'ConsentVoided':
    case 'ConsentImported':
    case 'WelcomeShown':
    case 'RequestExpired':
    case 'RequestRetried':
      return { result: 'done' };
  }
};

/**
 * The answer to the command whose outcome this event is, for its actor alone; null for an event
 * that answers nobody. Nothing stands in it that a private act of the other side would move, and
 * its fields come in one order, so that equal answers have equal bytes.
 */
export const answerTo = (event: ConversationEvent): CommandDecided | null => {
  const outcome = outcomeOf(event);
  if (outcome === null) return null;
  const { commandId, command, actor } = outcome.asked;
  const { result, code, text, ...numbers } = saidOf(event);
  return {
    commandId,
    command,
    actor,
    result,
    ...(code && { code }),
    ...(text !== undefined && { text }),
    view: outcome.view,
    ...numbers,
  };
};
