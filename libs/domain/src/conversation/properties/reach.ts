import { outcomeOf } from '../asked';
import type { ConversationState } from '../conversation';
import { otherOf, type Name } from '../conversation.words';
import { phaseOf, sideOf } from '../view';
import { commandFor } from './commands';
import { digest, worldDigest } from './digest';
import { explore, type Found, type Onward, type Size } from './explore';
import {
  isOwnYes,
  isSound,
  names,
  nothingShown,
  nothingWhileBlocked,
  shownAfter,
  singles,
  withinCap,
  type Shown,
} from './gate';
import type { Configuration } from './configurations';
import type { Played, Rules } from './scripts';
import { firstWorld, worldAfter, type Step, type World } from './world';

type Node = {
  readonly state: ConversationState;
  readonly world: World;
  readonly shown: Shown;
};

export const stepText = (step: Step): string =>
  Object.values(step)
    .filter((part) => part !== null && part !== false && part !== 'no' && part !== 0)
    .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
    .join(' ');

const oneOutcome = ({ command, events }: Played): boolean => {
  const ids = events.map((event) => outcomeOf(event)?.asked.commandId);
  if (!('commandId' in command.data)) return ids.every((id) => id === undefined);
  const { commandId } = command.data;
  return ids.at(-1) === commandId && ids.slice(0, -1).every((id) => id === undefined);
};

const limitIn = ({ policy, accounts }: World, name: Name): number =>
  accounts[name].business ? policy.business.limit : policy.request.limit;

const ledgersHold = (state: ConversationState, world: World): boolean =>
  names.every((name) => {
    const { asked, waiting } = sideOf(state, name);
    const limit = limitIn(world, name);
    return asked.length <= limit && waiting.length <= limit;
  });

/** I4: whoever has not accepted hears at most the limit of one who goes on alone. */
const getsThrough = (rules: Rules, node: Node, name: Name): string | null => {
  const { decide, evolve } = rules(node.world.policy);
  const other = otherOf(name);
  const isGiven = node.world.follows[other] !== null;
  if (isGiven || node.world.policy.request.strangers === 'inbox') return null;
  if (sideOf(node.state, other).stance === 'accepts') return null;
  const limit = limitIn(node.world, name);
  let [{ state, world }, delivered] = [node, 0];
  for (let tries = 0; tries <= limit + 1; tries += 1) {
    const step: Step = { does: 'send', by: name, odd: 'no' };
    world = worldAfter(world, step);
    const command = commandFor(step, { world, state });
    const events = command === null ? [] : decide(command, state);
    if (events.some(({ type }) => type === 'RequestRetried')) return null;
    delivered += events.filter(({ type }) => type === 'MessageSent').length;
    state = events.reduce(evolve, state);
    if (phaseOf(state).phase === 'OPEN') return `I4: ${name} alone opens`;
  }
  return delivered > limit ? `I4: ${name} alone gets ${delivered} through` : null;
};

const wrongIn = (played: Played, shown: Shown, rules: Rules): string | Shown => {
  let now = shown;
  if (!oneOutcome(played)) return 'I30: not one outcome';
  for (const single of singles(played, rules)) {
    now = shownAfter(now, single);
    if (!withinCap(single, now)) return 'I1: over the limit';
    if (!nothingWhileBlocked(single)) return 'I2: delivered under a block';
    if (!isOwnYes(single)) return 'I3: not an own yes';
  }
  if (!isSound(played.after)) return 'I5: what is always true does not hold';
  return ledgersHold(played.after, played.world) ? now : 'a ledger holds more than the limit';
};

const taken = (rules: Rules, node: Node, step: Step): Onward<Node> => {
  const does = stepText(step);
  const world = worldAfter(node.world, step);
  const command = commandFor(step, { world, state: node.state });
  if (command === null) return { does, node: { ...node, world }, wrong: null };
  const { decide, evolve } = rules(world.policy);
  const events = decide(command, node.state);
  const after = events.reduce(evolve, node.state);
  const played = { world, before: node.state, command, events, after };
  const shown = wrongIn(played, node.shown, rules);
  if (typeof shown === 'string') return { does, node: null, wrong: shown };
  const isSame = after === node.state && 'late' in step;
  return { does, node: isSame ? null : { state: after, world, shown }, wrong: null };
};

const onward = (rules: Rules, node: Node, moves: readonly Step[]): readonly Onward<Node>[] => {
  const alone = names.map((name) => getsThrough(rules, node, name)).find((text) => text !== null);
  if (alone !== undefined) return [{ does: 'and then', node: null, wrong: alone }];
  return moves.map((step) => taken(rules, node, step));
};

/** Every state of a configuration that can be reached, and every command in each of them. */
export const reachAll = (rules: Rules, { policy, moves }: Configuration, size: Size): Found =>
  explore<Node>(
    {
      start: { state: { sides: {} }, world: firstWorld(policy), shown: nothingShown },
      keyOf: ({ state, world, shown }) =>
        [
          digest(state, world),
          worldDigest(world),
          shown.consenting.toSorted().join(),
          shown.before.ann,
          shown.before.bob,
        ].join('|'),
      onward: (node) => onward(rules, node, moves),
    },
    size,
  );
