import { emptyMemory, remember, verdict, type Call } from '@vestibule/decider';
import * as fc from 'fast-check';
import { hourMs } from '../../policy/period';
import { outcomeOf } from '../asked';
import type { AskedCommand, ConversationCommand, ConversationState } from '../conversation';
import { commandFor } from './commands';
import type { Property } from './gate';
import { anyStep } from './scripts';
import { firstWorld, worldAfter } from './world';

const isAsked = (command: ConversationCommand | null): command is AskedCommand =>
  command !== null && command.type !== 'NoteFollow' && command.type !== 'ExpireRequest';

const callOf = ({ type, data }: AskedCommand): Call => {
  const { commandId, ingestedAtMs } = data;
  return { commandId, ingestedAtMs, contentHash: `${type} ${commandId}`, source: null };
};

/** A step, which earlier command comes again with it, and how far the lane is out of order. */
const troubled = fc.array(
  fc.record({ step: anyStep(), again: fc.nat(60), behindMs: fc.nat(hourMs) }),
  { maxLength: 40, size: 'max' },
);

/**
 * I31: with copies redelivered at any time within a day, and records up to an hour out of order,
 * each command that was decided has one outcome, and a copy changes nothing.
 */
export const oneAnswerForEver: Property = (rules) =>
  fc.property(troubled, (steps) => {
    let [world, memory] = [firstWorld(), emptyMemory];
    let state: ConversationState = { sides: {} };
    const known: AskedCommand[] = [];
    const outcomes = new Map<string, number>();

    const hear = (command: ConversationCommand): void => {
      const call = isAsked(command) ? callOf(command) : null;
      if (call !== null && verdict(memory, call) !== 'new') return;
      const { decide, evolve } = rules(world.policy);
      const events = decide(command, state);
      state = events.reduce(evolve, state);
      if (call !== null) memory = remember(memory, call);
      for (const event of events) {
        const id = outcomeOf(event)?.asked.commandId;
        if (id !== undefined) outcomes.set(id, (outcomes.get(id) ?? 0) + 1);
      }
    };

    for (const { step, again, behindMs } of steps) {
      world = worldAfter(world, step);
      const late = { ...world, nowMs: world.nowMs - behindMs };
      const command = commandFor(step, { world: late, state });
      if (command !== null) hear(command);
      if (isAsked(command)) known.push(command);
      const copy = known.at(-1 - again);
      // Older copies are dead letters: the reader lets none through.
      if (copy === undefined || world.nowMs - copy.data.issuedAtMs > 24 * hourMs) continue;
      hear({ ...copy, data: { ...copy.data, ingestedAtMs: world.nowMs } } as AskedCommand);
    }
    return known.every(({ data }) => outcomes.get(data.commandId) === 1);
  });
