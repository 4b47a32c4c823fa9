import type { Policy } from '../policy/policy';
import { askedOf } from './asked';
import type { AskedCommand, ConversationEvent, Side, Stance, View, Written } from './conversation';
import { viewBetween } from './view';

/** Every command of a pair that somebody asks, but a send. */
export type AnswerCommand = Exclude<AskedCommand, { type: 'SendMessage' }>;
type Command<Type extends AnswerCommand['type']> = Extract<AnswerCommand, { type: Type }>;

/** A command between the two sides, and the view in which its actor gives it. */
export type Answer<Given extends AnswerCommand = AnswerCommand> = {
  readonly command: Given;
  readonly mine: Side;
  readonly theirs: Side;
  readonly policy: Policy;
  readonly view: View;
};

/** What every event of an answer says; the view is filled in by `decide`. */
export type Said = {
  readonly atMs: number;
  readonly policyVersion: number;
  readonly view: View;
  readonly by: string;
  readonly to: string;
};

/** What a block leaves the blocker's stance at; of an open chat it is the policy's to say. */
const stanceUnderBlock: Readonly<Record<View, Stance | 'by policy'>> = {
  none: 'neutral',
  pending: 'neutral',
  request: 'refuses',
  expired: 'refuses',
  declined: 'refuses',
  open: 'by policy',
  blocked: 'neutral',
};

const stanceAfterBlock = ({ view, policy }: Answer): Stance => {
  const stance = stanceUnderBlock[view];
  if (stance !== 'by policy') return stance;
  return policy.relation.afterUnblock === 'restore' ? 'accepts' : 'neutral';
};

/** A block of one's own pending request must look like a withdrawal. */
const leftByBlock = (answer: Answer) => ({
  stance: stanceAfterBlock(answer),
  withdraws: answer.view === 'pending',
});

/** The sender is told of an acceptance by hand, and only while it waits for one. */
const isShown = ({ mine, theirs }: Answer): boolean => viewBetween(theirs, mine) === 'pending';

/** The message as its author wrote it, while it is remembered. */
export const writtenOf = ({ written }: Side, messageId: string): Written | undefined =>
  written.find((one) => one.messageId === messageId);

/** What is done with a report, recorded before it; nothing where there is nothing to refuse. */
const beforeReport = (
  answer: Answer<Command<'ReportAccount'>>,
  said: Said,
): readonly ConversationEvent[] => {
  const { also } = answer.command.data;
  const data = { ...said, asked: null, view: null };
  if (also === 'block')
    return answer.view === 'blocked'
      ? []
      : [{ type: 'AccountBlocked', data: { ...data, ...leftByBlock(answer) } }];
  if (also === null) return [];
  if (answer.view === 'open') return [{ type: 'ConsentRevoked', data: { ...data, how: 'report' } }];
  return answer.view === 'request' || answer.view === 'expired'
    ? [{ type: 'RequestDeclined', data: { ...data, how: 'report', bulkId: null } }]
    : [];
};

const reported = (
  answer: Answer<Command<'ReportAccount'>>,
  said: Said,
): readonly ConversationEvent[] => {
  const { reason, messageIds, also } = answer.command.data;
  const data = { ...said, asked: askedOf(answer.command), reason, messageIds, also };
  return [...beforeReport(answer, said), { type: 'AccountReported', data }];
};

const removed = ({ data }: Command<'RemoveMessage'>, { by: from, ...said }: Said) => {
  const { messageId, ground, operator } = data;
  const asked = askedOf({ type: 'RemoveMessage', data });
  const about = { atMs: said.atMs, policyVersion: said.policyVersion, view: said.view };
  const event = { ...about, asked, from, to: said.to, messageId, ground, operator };
  return [{ type: 'MessageRemoved', data: event }] as const;
};

/** What an operator does to both sides. */
const ruled = (
  command: Command<'VoidConsent' | 'ImportConsent'>,
  said: Said,
): readonly ConversationEvent[] => {
  const { operator } = command.data;
  if (command.type === 'ImportConsent') {
    const data = { ...said, asked: askedOf(command), operator, sourceId: command.data.sourceId };
    return [{ type: 'ConsentImported', data }];
  }
  const data = { ...said, asked: askedOf(command), operator, ground: command.data.ground };
  return [{ type: 'ConsentVoided', data }];
};

const accepted = (answer: Answer<Command<'AcceptRequest'>>, said: Said) => {
  const asked = askedOf(answer.command);
  const refunds = answer.theirs.asked;
  const data = { ...said, asked, how: 'explicit' as const, shown: isShown(answer), refunds };
  return [{ type: 'RequestAccepted', data }] as const;
};

const unsent = ({ command, mine }: Answer<Command<'UnsendMessage'>>, said: Said) => {
  const { messageId } = command.data;
  const wasShown = writtenOf(mine, messageId)?.state === 'sent';
  const data = { ...said, asked: askedOf(command), messageId, wasShown };
  return [{ type: 'MessageUnsent', data }] as const;
};

/** The events of a command that does what it says; the last one is its outcome. */
export const happened = (answer: Answer, said: Said): readonly ConversationEvent[] => {
  const { command } = answer;
  switch (command.type) {
    case 'AcceptRequest':
      return accepted({ ...answer, command }, said);
    case 'DeclineRequest': {
      const { how, bulkId } = command.data;
      const data = { ...said, asked: askedOf(command), how, bulkId };
      return [{ type: 'RequestDeclined', data }];
    }
    case 'RestoreRequest': {
      const data = { ...said, asked: askedOf(command), bulkId: command.data.bulkId };
      return [{ type: 'RequestRestored', data }];
    }
    case 'WithdrawRequest':
      return [{ type: 'RequestWithdrawn', data: { ...said, asked: askedOf(command) } }];
    case 'RevokeConsent': {
      const data = { ...said, asked: askedOf(command), how: 'revoke' as const };
      return [{ type: 'ConsentRevoked', data }];
    }
    case 'BlockAccount': {
      const data = { ...said, asked: askedOf(command), ...leftByBlock(answer) };
      return [{ type: 'AccountBlocked', data }];
    }
    case 'UnblockAccount':
      return [{ type: 'AccountUnblocked', data: { ...said, asked: askedOf(command) } }];
    case 'UnsendMessage':
      return unsent({ ...answer, command }, said);
    case 'ReportAccount':
      return reported({ ...answer, command }, said);
    case 'RemoveMessage':
      return removed(command, said);
    case 'VoidConsent':
    case 'ImportConsent':
      return ruled(command, said);
  }
};
