import type { Policy } from '../../policy/policy';
import type { ConversationState } from '../conversation';
import { commandFor } from './commands';
import { answering } from './configurations';
import type { Found } from './explore';
import { seenByAnn, tried } from './privacy';
import { stepText } from './reach';
import type { Rules } from './scripts';
import { firstWorld, worldAfter, type Step, type World } from './world';

/** What Bob may do in private with a request that lies before him. */
export const behaviours: readonly (readonly Step[])[] = [
  [answering('DeclineRequest', 'bob')],
  [{ does: 'expire', by: 'bob' }],
  [answering('BlockAccount', 'bob')],
  [answering('DeclineRequest', 'bob'), answering('BlockAccount', 'bob')],
  [answering('BlockAccount', 'bob'), answering('UnblockAccount', 'bob')],
  [answering('DeclineRequest', 'bob'), answering('RestoreRequest', 'bob')],
  [answering('ReportAccount', 'bob', 'decline')],
  [answering('ReportAccount', 'bob', 'block')],
];

/** What Ann may do about it. */
export const annsMoves: readonly Step[] = [
  { does: 'send', by: 'ann', odd: 'no' },
  { does: 'send', by: 'ann', odd: 'image' },
  answering('WithdrawRequest', 'ann'),
  answering('BlockAccount', 'ann'),
  answering('UnblockAccount', 'ann'),
  answering('UnsendMessage', 'ann'),
];

/** A world in which Bob did something, and when. */
type Fork = { readonly state: ConversationState; readonly since: string };

export type Search = {
  readonly policy: Policy;
  /** What Ann has done before Bob does anything. */
  readonly first: readonly Step[];
  readonly moves: readonly Step[];
  /** How many further steps of Ann. */
  readonly length: number;
};

type Place = { readonly world: World; readonly silent: ConversationState };

const stepped = (rules: Rules, world: World, state: ConversationState) => (step: Step) =>
  tried(rules, { world, state }, commandFor(step, { world, state }));

const forked = (rules: Rules, { world, silent }: Place, way: string): readonly Fork[] =>
  behaviours.map((steps) => ({
    since: `${way} · Bob: ${steps.map(stepText).join(', ')}`,
    state: steps.reduce((state, step) => stepped(rules, world, state)(step).after, silent),
  }));

/**
 * I21: every script of Ann's of some length, and at each point of it every private behaviour of
 * Bob's, against his silence: what she is answered and shown must be the same bytes.
 */
export const compareAll = (rules: Rules, { policy, first, moves, length }: Search): Found => {
  let [scripts, steps] = [0, 0];
  let violation: string | null = null;

  const walk = (place: Place, forks: readonly Fork[], way: readonly string[]): void => {
    if (way.length === length) {
      scripts += forks.length;
      return;
    }
    const world = { ...place.world };
    const all = [...forks, ...forked(rules, place, way.join(' · '))];
    for (const step of moves) {
      if (violation !== null) return;
      const next = worldAfter(world, step);
      const silent = stepped(rules, next, place.silent)(step);
      const seen = seenByAnn(silent.events, silent.after);
      const later = all.map(({ state, since }) => {
        const there = stepped(rules, next, state)(step);
        const told = seenByAnn(there.events, there.after);
        if (told !== seen) violation ??= `${since} · Ann: ${stepText(step)} · ${told} ≠ ${seen}`;
        return { state: there.after, since };
      });
      steps += later.length + 1;
      walk({ world: next, silent: silent.after }, later, [...way, stepText(step)]);
    }
  };

  let place: Place = { world: firstWorld(policy), silent: { sides: {} } };
  for (const step of first) {
    const world = worldAfter(place.world, step);
    place = { world, silent: stepped(rules, world, place.silent)(step).after };
  }
  walk(place, [], []);
  return { states: 0, scripts, steps, whole: violation === null, violation };
};
