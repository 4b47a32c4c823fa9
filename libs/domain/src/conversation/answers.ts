import type { Policy } from '../policy/policy';
import { askedOf } from './asked';
import type {
  AskedCommand,
  ConversationEvent,
  ConversationState,
  Side,
  Stance,
  UnchangedReason,
  View,
} from './conversation';
import { isUnderAge } from './admission';
import { sideOf, viewBetween } from './view';

export type AnswerCommand = Exclude<AskedCommand, { type: 'SendMessage' }>;
type Accept = Extract<AskedCommand, { type: 'AcceptRequest' }>['data'];

/** `happens`: it does what it says. `if lies here`: only if the other's request does. */
type Cell = 'happens' | 'if lies here' | UnchangedReason;

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
};

/** What a block leaves the blocker's stance at; `after unblock` is the policy's to say. */
const stanceUnderBlock: Readonly<Record<View, Stance | 'by policy'>> = {
  none: 'neutral',
  pending: 'neutral',
  request: 'refuses',
  expired: 'refuses',
  declined: 'refuses',
  open: 'by policy',
  blocked: 'neutral',
};

type Answer = {
  readonly command: AnswerCommand;
  readonly mine: Side;
  readonly theirs: Side;
  readonly policy: Policy;
  readonly view: View;
};

type About = {
  readonly atMs: number;
  readonly policyVersion: number;
  readonly view: View;
  readonly by: string;
  readonly to: string;
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

const obstacle = ({ command, theirs, policy, view }: Answer): UnchangedReason | null => {
  const cell = answerCells[command.type][view];
  if (cell === 'if lies here' && !theirs.out) return 'no_request';
  if (cell !== 'happens' && cell !== 'if lies here') return cell;
  if (command.type === 'AcceptRequest') {
    const guard = acceptGuard(command.data, policy);
    if (guard !== null) return guard;
  }
  const isAnswer = command.type === 'AcceptRequest' || command.type === 'DeclineRequest';
  return isAnswer && missesNewer(command.data, theirs) ? 'newer_messages' : null;
};

const stanceAfterBlock = ({ view, policy }: Answer): Stance => {
  const stance = stanceUnderBlock[view];
  if (stance !== 'by policy') return stance;
  return policy.relation.afterUnblock === 'restore' ? 'accepts' : 'neutral';
};

/** The sender is told of an acceptance by hand, and only while it waits for one. */
const isShown = ({ mine, theirs }: Answer): boolean => viewBetween(theirs, mine) === 'pending';

const happened = (answer: Answer, about: About): ConversationEvent => {
  const { command } = answer;
  switch (command.type) {
    case 'AcceptRequest':
      return {
        type: 'RequestAccepted',
        data: {
          ...about,
          asked: askedOf(command),
          how: 'explicit',
          shown: isShown(answer),
          refunds: answer.theirs.asked,
        },
      };
    case 'DeclineRequest': {
      const { how, bulkId } = command.data;
      return { type: 'RequestDeclined', data: { ...about, asked: askedOf(command), how, bulkId } };
    }
    case 'RestoreRequest': {
      const { bulkId } = command.data;
      return { type: 'RequestRestored', data: { ...about, asked: askedOf(command), bulkId } };
    }
    case 'WithdrawRequest':
      return { type: 'RequestWithdrawn', data: { ...about, asked: askedOf(command) } };
    case 'RevokeConsent':
      return { type: 'ConsentRevoked', data: { ...about, asked: askedOf(command), how: 'revoke' } };
    case 'BlockAccount':
      return {
        type: 'AccountBlocked',
        data: {
          ...about,
          asked: askedOf(command),
          stance: stanceAfterBlock(answer),
          withdraws: answer.view === 'pending',
        },
      };
    case 'UnblockAccount':
      return { type: 'AccountUnblocked', data: { ...about, asked: askedOf(command) } };
  }
};

/** The one event of a command that is not a send, before its actor's view is filled in. */
export const answer = (
  command: AnswerCommand,
  state: ConversationState,
  policy: Policy,
): ConversationEvent => {
  const { actor: by, other: to, ingestedAtMs: atMs } = command.data;
  const [mine, theirs] = [sideOf(state, by), sideOf(state, to)];
  const given: Answer = { command, mine, theirs, policy, view: viewBetween(mine, theirs) };
  const about: About = { atMs, policyVersion: policy.version, view: 'none', by, to };
  const reason = obstacle(given);
  if (reason === null) return happened(given, about);
  const asked = askedOf(command);
  return { type: 'NothingChanged', data: { ...about, asked, command: command.type, reason } };
};
