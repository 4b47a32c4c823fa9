import { hourMs } from '../policy/period';
import type { Policy } from '../policy/policy';
import { isUnderAge, minimumAgeOf } from './admission';
import { askedOf } from './asked';
import type {
  AskedCommand,
  ConversationEvent,
  ConversationState,
  Side,
  UnchangedReason,
  View,
} from './conversation';
import { type Answer, type AnswerCommand, happened, type Said, writtenOf } from './happened';
import { sideOf, viewBetween } from './view';

type Accept = Extract<AskedCommand, { type: 'AcceptRequest' }>['data'];
type Unsend = Extract<AskedCommand, { type: 'UnsendMessage' }>['data'];

/**
 * `happens`: it does what it says. `if lies here`: only if the other's request does. `if recent`:
 * only for an own message of late. `if received`: only if a message of the other ever came.
 * `if there`: unless it was done.
 */
type Cell = 'happens' | 'if lies here' | 'if recent' | 'if received' | 'if there' | UnchangedReason;

const inEveryView = (cell: Cell): Readonly<Record<View, Cell>> => ({
  none: cell,
  pending: cell,
  request: cell,
  open: cell,
  declined: cell,
  expired: cell,
  blocked: cell,
});

/** What each command meets in each view of its actor; no private act of the other moves a cell. */
// prettier-ignore
export const answerCells: Readonly<Record<AnswerCommand['type'], Readonly<Record<View, Cell>>>> = {
  AcceptRequest:   { none: 'no_request',      pending: 'no_request',      request: 'happens',         open: 'already_so',   declined: 'if lies here', expired: 'if lies here',    blocked: 'you_blocked_them' },
  DeclineRequest:  { none: 'no_request',      pending: 'no_request',      request: 'happens',         open: 'no_request',   declined: 'already_so',   expired: 'if lies here',    blocked: 'you_blocked_them' },
  RestoreRequest:  { none: 'already_so',      pending: 'already_so',      request: 'already_so',      open: 'already_so',   declined: 'happens',      expired: 'happens',         blocked: 'you_blocked_them' },
  WithdrawRequest: { none: 'no_request',      pending: 'happens',         request: 'no_request',      open: 'already_open', declined: 'no_request',   expired: 'no_request',      blocked: 'you_blocked_them' },
  RevokeConsent:   { none: 'no_conversation', pending: 'no_conversation', request: 'no_conversation', open: 'happens',      declined: 'already_so',   expired: 'no_conversation', blocked: 'you_blocked_them' },
  BlockAccount:    { none: 'happens',         pending: 'happens',         request: 'happens',         open: 'happens',      declined: 'happens',      expired: 'happens',         blocked: 'already_so' },
  UnblockAccount:  { none: 'already_so',      pending: 'already_so',      request: 'already_so',      open: 'already_so',   declined: 'already_so',   expired: 'already_so',      blocked: 'happens' },
  UnsendMessage:   inEveryView('if recent'),
  ReportAccount:   inEveryView('if received'),
  RemoveMessage:   inEveryView('if there'),
  VoidConsent:     inEveryView('happens'),
  ImportConsent:   inEveryView('happens'),
};

/** What only an acceptance asks of the two accounts. */
const acceptGuard = ({ facts }: Accept, policy: Policy): UnchangedReason | null => {
  if (facts.actor.standing !== 'active') return 'SENDER_RESTRICTED';
  if (isUnderAge(facts.actor, policy)) return 'SENDER_UNDER_AGE';
  if (facts.actor.setting === 'no-one') return 'YOUR_SETTING_IS_NO_ONE';
  return facts.other.standing === 'active' ? null : 'no_request';
};

/** An answer means what its author saw; without `upTo` it means whatever lies there. */
const missesNewer = ({ upTo }: { readonly upTo: string | null }, { waiting }: Side): boolean =>
  upTo !== null && waiting.length > 0 && waiting.at(-1) !== upTo;

/**
 * Age is asked first: of an old message nothing may depend on whether it is still remembered, so
 * unknown, too old and taken away are one answer.
 */
const unsendObstacle = (
  { messageId, ingestedAtMs }: Unsend,
  mine: Side,
  { unsend }: Policy,
): UnchangedReason | null => {
  const message = writtenOf(mine, messageId);
  if (message === undefined || ingestedAtMs - message.atMs > unsend.withinHours * hourMs)
    return 'cannot_unsend';
  if (message.state === 'unsent') return 'already_so';
  return message.state === 'removed' ? 'cannot_unsend' : null;
};

const guard = ({ command, mine, theirs, policy }: Answer): UnchangedReason | null => {
  switch (command.type) {
    case 'AcceptRequest':
      return (
        acceptGuard(command.data, policy) ??
        (missesNewer(command.data, theirs) ? 'newer_messages' : null)
      );
    case 'DeclineRequest':
      return missesNewer(command.data, theirs) ? 'newer_messages' : null;
    case 'UnsendMessage':
      return unsendObstacle(command.data, mine, policy);
    case 'RemoveMessage':
      return writtenOf(mine, command.data.messageId)?.state === 'removed' ? 'already_so' : null;
    case 'ReportAccount':
      return theirs.delivered > 0 ? null : 'nothing_to_report';
    case 'RestoreRequest':
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
    case 'VoidConsent':
    case 'ImportConsent':
      return null;
  }
};

const obstacle = (answer: Answer): UnchangedReason | null => {
  const cell = answerCells[answer.command.type][answer.view];
  switch (cell) {
    case 'if lies here':
      return answer.theirs.out ? guard(answer) : 'no_request';
    case 'happens':
    case 'if recent':
    case 'if received':
    case 'if there':
      return guard(answer);
    case 'no_request':
    case 'no_conversation':
    case 'already_so':
    case 'already_open':
    case 'you_blocked_them':
    case 'newer_messages':
    case 'cannot_unsend':
    case 'nothing_to_report':
    case 'SENDER_RESTRICTED':
    case 'SENDER_UNDER_AGE':
    case 'YOUR_SETTING_IS_NO_ONE':
      return cell;
  }
};

const unchanged = (
  { command, policy }: Answer,
  said: Said,
  reason: UnchangedReason,
): ConversationEvent => {
  const age = reason === 'SENDER_UNDER_AGE' && { minimumAge: minimumAgeOf(policy) };
  const asked = askedOf(command);
  return {
    type: 'NothingChanged',
    data: { ...said, asked, command: command.type, reason, ...age },
  };
};

/** The events of a command that is not a send, before its actor's view is filled in. */
export const answer = (
  command: AnswerCommand,
  state: ConversationState,
  policy: Policy,
): readonly ConversationEvent[] => {
  const { actor: by, other: to, ingestedAtMs: atMs } = command.data;
  const [mine, theirs] = [sideOf(state, by), sideOf(state, to)];
  const given: Answer = { command, mine, theirs, policy, view: viewBetween(mine, theirs) };
  const said: Said = { atMs, policyVersion: policy.version, view: 'none', by, to };
  const reason = obstacle(given);
  return reason === null ? happened(given, said) : [unchanged(given, said, reason)];
};
