import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { answer } from './answers';
import { outcomeOf } from './asked';
import type {
  ConversationCommand,
  ConversationEvent,
  ConversationState,
  NotedFollow,
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
    case 'AcceptRequest':
    case 'DeclineRequest':
    case 'RestoreRequest':
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
      return withView([answer(command, state, policy)], state);
  }
};

/**
 * Decides one pair under one policy: at most three messages before a yes, and no word of a no.
 * Ask it only what is new; every asked command gives at least one event, of which the last and
 * no other is its outcome. `NoteFollow` may give none.
 */
export const conversation = (
  policy: Policy,
): Decider<ConversationState, ConversationCommand, ConversationEvent> => ({
  initial,
  evolve,
  decide: (command, state) => decide(command, state, policy),
});
