import type { ConversationEvent, ConversationState, Side } from '../conversation';
import { conversation } from '../decide';
import { sideOf } from '../view';
import type { Rules } from './scripts';

export type Data<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { type: Type }
>['data'];

/** The rules with every event of a type turned into something else, or into nothing. */
export const turning =
  <Type extends ConversationEvent['type']>(
    type: Type,
    turn: (data: Data<Type>) => ConversationEvent | null,
  ): Rules =>
  (policy) => {
    const rules = conversation(policy);
    const turned = (event: ConversationEvent): readonly ConversationEvent[] => {
      if (event.type !== type) return [event];
      const instead = turn(event.data as Data<Type>);
      return instead === null ? [] : [instead];
    };
    return { ...rules, decide: (command, state) => rules.decide(command, state).flatMap(turned) };
  };

/** The true rules, but an event of this type does something more to the two sides. */
export const doing =
  <Type extends ConversationEvent['type']>(
    type: Type,
    more: (data: Data<Type>, mine: Side, theirs: Side) => readonly [Side, Side],
  ): Rules =>
  (policy) => {
    const rules = conversation(policy);
    return {
      ...rules,
      evolve: (before: ConversationState, event) => {
        const after = rules.evolve(before, event);
        if (event.type !== type) return after;
        const { data } = event;
        const [by, to] = 'from' in data ? [data.from, data.to] : [data.by, data.to];
        const sides = more(data as Data<Type>, sideOf(after, by), sideOf(after, to));
        return { sides: { ...after.sides, [by]: sides[0], [to]: sides[1] } };
      },
    };
  };
