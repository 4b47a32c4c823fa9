import * as fc from 'fast-check';
import { anyStep, type Rules } from './scripts';
import { commandFor, firstWorld, worldAfter, type Step, type World } from './world';
import { outcomeOf } from '../asked';
import type { Property } from './gate';
import type { ConversationCommand, ConversationEvent, ConversationState } from '../conversation';
import { viewOf } from '../view';

/** What ann is answered: no number of the pair, and one word for delivered and suppressed. */
const answerTo = (event: ConversationEvent): unknown => {
  const outcome = outcomeOf(event);
  if (outcome === null || outcome.asked.actor !== 'ann') return null;
  const { type, data } = event;
  if (type === 'MessageSent' || type === 'MessageSuppressed')
    return { id: data.asked.commandId, result: 'sent', used: data.used, limit: data.limit };
  if (type === 'SendRefused')
    return { result: data.reason, used: data.used, limit: data.limit, retryAtMs: data.retryAtMs };
  return type === 'NothingChanged'
    ? { result: data.reason }
    : { result: 'done', command: outcome.asked.command };
};

/** What ann is shown without having asked. */
const shownBy = (event: ConversationEvent): unknown => {
  const { type, data } = event;
  if (type === 'MessageSent' && data.to === 'ann')
    return { message: data.asked.commandId, waiting: data.waiting };
  if (type === 'RequestAccepted' && data.to === 'ann')
    return data.shown ? { told: data.how } : null;
  return null;
};

const refundsOf = ({ type, data }: ConversationEvent): unknown =>
  (type === 'RequestAccepted' || type === 'WelcomeShown') && data.to === 'ann'
    ? data.refunds
    : null;

const seenByAnn = (events: readonly ConversationEvent[], after: ConversationState): string => {
  const seen = events.flatMap((event) => [answerTo(event), shownBy(event), refundsOf(event)]);
  const told = seen.filter((one) => one !== null && JSON.stringify(one) !== '[]');
  return JSON.stringify([told, viewOf(after, 'ann')]);
};

/** What a step of bob adds to the public script; null for a private act. */
const publicPart = (events: readonly ConversationEvent[]): string | null => {
  const last = events.at(-1);
  if (last === undefined) return null;
  const { type, data } = last;
  if (type === 'MessageSent' || type === 'MessageSuppressed') return 'writes';
  if (type === 'RequestWithdrawn') return 'withdraws';
  if (type === 'AccountBlocked') return data.withdraws ? 'withdraws' : null;
  return type === 'RequestAccepted' && data.shown ? 'accepts' : null;
};

type Where = 'both' | 'left' | 'right';
type Twin = { readonly left: ConversationState; readonly right: ConversationState };

const isPrivateStep = (step: Step): boolean => 'late' in step || step.does === 'send';

/** Plays one step in a world, or leaves it out. */
const tried = (
  rules: Rules,
  world: World,
  state: ConversationState,
  command: ConversationCommand | null,
) => {
  const { decide, evolve } = rules(world.policy);
  const events = command === null ? [] : decide(command, state);
  return { events, after: events.reduce(evolve, state) };
};

/** Whether ann can tell two worlds apart that differ only in the private acts of bob. */
export const cannotTell: Property = (rules) =>
  fc.property(
    fc.array(fc.tuple(anyStep(), fc.constantFrom<Where>('both', 'left', 'right')), {
      maxLength: 40,
      size: 'max',
    }),
    (steps) => {
      let world = firstWorld();
      let twin: Twin = { left: { sides: {} }, right: { sides: {} } };
      return steps.every(([step, where], index) => {
        world = worldAfter(world, step);
        const isBobs = isPrivateStep(step) && 'by' in step && step.by === 'bob';
        const command = commandFor(step, `m${index}`, world, twin.left);
        const left = tried(rules, world, twin.left, isBobs && where === 'right' ? null : command);
        const right = tried(rules, world, twin.right, isBobs && where === 'left' ? null : command);
        if (isBobs && publicPart(left.events) !== publicPart(right.events)) return true;
        twin = { left: left.after, right: right.after };
        return seenByAnn(left.events, left.after) === seenByAnn(right.events, right.after);
      });
    },
  );
