import type { ConversationState } from '../conversation';
import { commandFor } from './commands';
import type { Configuration } from './configurations';
import { digest, worldDigest } from './digest';
import { explore, type Found, type Onward, type Size } from './explore';
import { isBobs, publicPart, seenByAnn, tried } from './privacy';
import { stepText } from './reach';
import type { Rules } from './scripts';
import { firstWorld, worldAfter, type Step, type World } from './world';

/** Two pairs in one world, between which Ann has seen no difference. */
type Twins = {
  readonly left: ConversationState;
  readonly right: ConversationState;
  readonly world: World;
};

type Where = 'left' | 'right' | 'both';

type Asked = { readonly step: Step; readonly where: Where; readonly twins: Twins };

const asked = (rules: Rules, { step, where, twins }: Asked, side: 'left' | 'right') => {
  const { world } = twins;
  const state = twins[side];
  const isHere = where === 'both' || where === side;
  return tried(rules, { world, state }, isHere ? commandFor(step, { world, state }) : null);
};

const taken = (rules: Rules, { step, where, twins }: Asked): Onward<Twins> => {
  const does = `${stepText(step)}${where === 'both' ? '' : ` (${where} only)`}`;
  const world = worldAfter(twins.world, step);
  const all: Asked = { step, where, twins: { ...twins, world } };
  const [left, right] = [asked(rules, all, 'left'), asked(rules, all, 'right')];
  // Two public scripts: they may well differ.
  if (isBobs(step) && publicPart(left.events) !== publicPart(right.events))
    return { does, node: null, wrong: null };
  const [one, other] = [seenByAnn(left.events, left.after), seenByAnn(right.events, right.after)];
  if (one !== other) return { does, node: null, wrong: `I20: ${one} ≠ ${other}` };
  return { does, node: { left: left.after, right: right.after, world }, wrong: null };
};

const onward = (rules: Rules, twins: Twins, moves: readonly Step[]): readonly Onward<Twins>[] =>
  moves.flatMap((step) => {
    const places: readonly Where[] = isBobs(step) ? ['both', 'left', 'right'] : ['both'];
    return places.map((where) => taken(rules, { step, where, twins }));
  });

/**
 * I20 for scripts of every length: all pairs of worlds with one public script, and every step from
 * each of them.
 */
export const reachPairs = (rules: Rules, { policy, moves }: Configuration, size: Size): Found =>
  explore<Twins>(
    {
      start: { left: { sides: {} }, right: { sides: {} }, world: firstWorld(policy) },
      keyOf: ({ left, right, world }) =>
        [...[digest(left, world), digest(right, world)].toSorted(), worldDigest(world)].join('|'),
      onward: (twins) => onward(rules, twins, moves),
    },
    size,
  );
