import { fold } from '@vestibule/decider';
import * as fc from 'fast-check';
import { commandFor } from './commands';
import { play, script } from './scripts';
import { firstWorld } from './world';
import { commandOf, outcomeOf } from '../asked';
import { always, names, type Property } from './gate';
import type { Name } from '../conversation.words';
import type { ConversationCommand, ConversationEvent, ConversationState } from '../conversation';
import { phaseOf, sideOf, viewOf } from '../view';

export const refusedChangesNothing = always(
  ({ events, before, after }) =>
    events[0]?.type !== 'SendRefused' || JSON.stringify(before) === JSON.stringify(after),
);

/** I9: no message passes to or from whom its own facts call under age, inactive or no-one. */
export const eligibleOnly = always(({ events }) =>
  events.every(({ type, data }) => {
    if (type !== 'MessageSent') return true;
    const { actor, other } = data.asked.facts;
    return [actor, other].every(
      ({ standing, band, setting }) =>
        standing === 'active' && band !== 'under16' && setting !== 'no-one',
    );
  }),
);

export const twiceIsOnce = always(({ command, world, before, after }, rules) => {
  if (!('commandId' in command.data) || command.type === 'SendMessage') return true;
  const { decide, evolve } = rules(world.policy);
  const again = {
    ...command,
    data: { ...command.data, commandId: 'again', ingestedAtMs: world.nowMs + 1 },
  };
  return (
    JSON.stringify(decide(again as ConversationCommand, after).reduce(evolve, after)) ===
      JSON.stringify(after) && before !== undefined
  );
});

export const robotsDoNotAnswer = always(({ command, before, after }) => {
  if (command.type !== 'SendMessage' || !command.data.automated) return true;
  const { actor } = command.data;
  const hasWritten = sideOf(before, actor).welcome;
  return !hasWritten || sideOf(after, actor).stance === sideOf(before, actor).stance;
});

/** I36: the recorded outcome, decided again from what it carries, gives the recorded events. */
export const selfCheck = always(({ before, events, world }, rules) => {
  const last = events.at(-1);
  const command = last === undefined ? null : commandOf(last);
  if (command === null) return true;
  const again = rules(world.policy).decide(command, before);
  return JSON.stringify(again) === JSON.stringify(events);
});

export const oneOutcome = always(({ command, events }) => {
  if (command.type === 'NoteFollow' || command.type === 'ExpireRequest')
    return events.every((event) => outcomeOf(event) === null);
  const outcomes = events.map((event) => outcomeOf(event)?.asked.commandId);
  return (
    outcomes.at(-1) === command.data.commandId &&
    outcomes.slice(0, -1).every((id) => id === undefined)
  );
});

export const viewIsTrue = always(({ events, after }) => {
  const outcome = events.length === 0 ? null : outcomeOf(events.at(-1) as ConversationEvent);
  return outcome === null || outcome.view === viewOf(after, outcome.asked.actor);
});

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

/** I35: what is handed in stays as it is, and the same gives the same bytes. */
export const isPure = always(({ command, before, events, after, world }, rules) => {
  const { decide, evolve } = rules(world.policy);
  const again = decide(frozen(command), frozen(before));
  return (
    JSON.stringify(again) === JSON.stringify(events) &&
    JSON.stringify(frozen(again).reduce(evolve, before)) === JSON.stringify(after)
  );
});

/** I38: a fold that was stored in the middle and read back goes on as if it had not been. */
export const splitFold: Property = (rules) =>
  fc.property(script, fc.nat(), (steps, cut) => {
    const events = play(rules, steps).flatMap((played) => played.events);
    const { evolve, initial } = rules(firstWorld().policy);
    const at = cut % (events.length + 1);
    const stored = JSON.stringify(fold(evolve, initial, events.slice(0, at)));
    const rest = fold(evolve, JSON.parse(stored) as ConversationState, events.slice(at));
    return JSON.stringify(rest) === JSON.stringify(fold(evolve, initial, events));
  });

/** I6: two first messages leave the same pair in either order. */
export const eitherOrder: Property = (rules) =>
  fc.property(fc.boolean(), fc.boolean(), (annRobot, bobRobot) => {
    const say = (by: Name, robot: boolean): ConversationCommand | null =>
      commandFor(
        { does: 'send', by, odd: robot ? 'automated' : 'no' },
        { world: { ...firstWorld(), count: by === 'ann' ? 1 : 2 }, state: { sides: {} } },
      );
    const both = [say('ann', annRobot), say('bob', bobRobot)].filter((one) => one !== null);
    if (annRobot || bobRobot) return true;
    const { decide, evolve, initial } = rules(firstWorld().policy);
    const after = (commands: readonly ConversationCommand[]): ConversationState =>
      commands.reduce((state, command) => decide(command, state).reduce(evolve, state), initial);
    const [one, other] = [after(both), after(both.toReversed())];
    return (
      phaseOf(one).phase === 'OPEN' &&
      names.every((name) => {
        const [left, right] = [sideOf(one, name), sideOf(other, name)];
        return (
          JSON.stringify({ ...left, heard: null }) === JSON.stringify({ ...right, heard: null })
        );
      })
    );
  });
