import type { Decider } from '@vestibule/decider';
import { dayMs } from '../policy/period';
import type { Policy } from '../policy/policy';
import { answer } from './answers';
import { outcomeOf } from './asked';
import type {
  ConversationCommand,
  ConversationEvent,
  ConversationState,
  NotedFollow,
  Silence,
} from './conversation';
import { evolve, initial } from './evolve';
import { isAdultToTeen, isUnderAge } from './admission';
import { send } from './send';
import { sideOf, viewBetween, viewOf } from './view';

/** A follow speaks only to someone who waits, for someone who may receive, and only once. */
const isIdle = (follow: NotedFollow, state: ConversationState, policy: Policy): boolean => {
  const { by, to } = follow.facts;
  const [mine, theirs] = [sideOf(state, follow.by), sideOf(state, follow.to)];
  if (viewBetween(theirs, mine) !== 'pending' || follow.version <= theirs.saw) return true;
  if (by.standing !== 'active' || by.setting === 'no-one') return true;
  return isUnderAge(by, policy) || isAdultToTeen(to, by, policy);
};

/** It never overrides a no: then the sender only sees what any follow shows. */
const noteFollow = (
  follow: NotedFollow,
  state: ConversationState,
  policy: Policy,
): readonly ConversationEvent[] => {
  if (isIdle(follow, state, policy)) return [];
  const { by, to, sinceAtMs, ingestedAtMs: atMs } = follow;
  const { blocks, stance, refusedAtMs } = sideOf(state, by);
  const refunds = sideOf(state, to).asked;
  const data = { atMs, policyVersion: policy.version, by, to, how: 'follow' as const, refunds };
  const isFree = !blocks && (stance === 'neutral' || stance === 'lapsed');
  return isFree && (refusedAtMs === null || sinceAtMs > refusedAtMs)
    ? [{ type: 'RequestAccepted', data: { ...data, asked: null, view: null, shown: false } }]
    : [{ type: 'WelcomeShown', data }];
};

/** Only what still lies there unanswered expires, and only for someone who could have answered. */
const expire = (
  { by, to, newest, newestAtMs, ingestedAtMs: atMs, facts }: Silence,
  state: ConversationState,
  policy: Policy,
): readonly ConversationEvent[] => {
  const { ttlDays } = policy.request;
  const [mine, theirs] = [sideOf(state, by), sideOf(state, to)];
  const isDue = ttlDays !== null && atMs - newestAtMs >= ttlDays * dayMs;
  const isSilent = mine.stance === 'neutral' && !mine.blocks && !mine.kept;
  const lies = theirs.out && theirs.waiting.at(-1) === newest;
  if (!isDue || !isSilent || !lies || facts.by.standing !== 'active') return [];
  return [
    { type: 'RequestExpired', data: { atMs, policyVersion: policy.version, by, to, newest } },
  ];
};

/** Fills the outcome's view in: what its actor may be shown after the whole append. */
const withView = (
  events: readonly ConversationEvent[],
  state: ConversationState,
): readonly ConversationEvent[] => {
  const after = events.reduce(evolve, state);
  return events.map((event) => {
    const outcome = outcomeOf(event);
    if (outcome === null) return event;
    const view = viewOf(after, outcome.asked.actor);
    return { type: event.type, data: { ...event.data, view } } as ConversationEvent;
  });
};

const decide = (
  command: ConversationCommand,
  state: ConversationState,
  policy: Policy,
): readonly ConversationEvent[] => {
  switch (command.type) {
    case 'SendMessage':
      return withView(send(command, state, policy), state);
    case 'NoteFollow':
      return noteFollow(command.data, state, policy);
    case 'ExpireRequest':
      return expire(command.data, state, policy);
    case 'AcceptRequest':
    case 'DeclineRequest':
    case 'RestoreRequest':
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
    case 'UnsendMessage':
    case 'ReportAccount':
    case 'RemoveMessage':
    case 'VoidConsent':
    case 'ImportConsent':
      return withView(answer(command, state, policy), state);
  }
};

/**
 * Decides one pair under one policy: at most three messages before a yes, and no word of a no.
 * Ask it only what is new; every asked command gives at least one event, of which the last and
 * no other is its outcome. `NoteFollow` and `ExpireRequest` may give none.
 */
export const conversation = (
  policy: Policy,
): Decider<ConversationState, ConversationCommand, ConversationEvent> => ({
  initial,
  evolve,
  decide: (command, state) => decide(command, state, policy),
});
