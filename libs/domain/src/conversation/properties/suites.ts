import type { Policy } from '../../policy/policy';
import { policyWith } from '../conversation.words';
import { configurations } from './configurations';
import type { Found } from './explore';
import {
  capHolds,
  neverShown,
  noneWhileBlocked,
  oneSideAlone,
  onlyOwnYes,
  releasedByYes,
  stateHolds,
  type Property,
} from './gate';
import { reachPairs } from './pairs';
import { asManyEvents, cannotTell } from './privacy';
import { reachAll } from './reach';
import {
  eitherOrder,
  eligibleOnly,
  isPure,
  oneOutcome,
  refusedChangesNothing,
  robotsDoNotAnswer,
  selfCheck,
  splitFold,
  twiceIsOnce,
  viewIsTrue,
} from './records';
import { oneAnswerForEver } from './repeats';
import type { Rules } from './scripts';
import { annsMoves, compareAll } from './twins';

/** The invariants of the rulebook (section 11) that are searched at random, by their number. */
export const properties = {
  'I1: what lies before a person never exceeds the limit': capHolds,
  'I2: nothing is delivered while either blocks': noneWhileBlocked,
  'I3: nobody accepts but by an own yes': onlyOwnYes,
  'I4: one side alone never opens a chat': oneSideAlone,
  'I5: what is always true holds': stateHolds,
  'I6: two first messages are equal in either order': eitherOrder,
  'I7: a suppressed message never lies before its recipient': neverShown,
  'I8: a refused send changes nothing': refusedChangesNothing,
  'I9: no message passes to or from whom its facts exclude': eligibleOnly,
  'I10: an inbox opens by a yes that came before': releasedByYes,
  'I11: an answer given twice counts once': twiceIsOnce,
  'I12: an automated answer changes no stance': robotsDoNotAnswer,
  'I20: private acts do not show': cannotTell,
  'I24: private acts change no size of an append': asManyEvents,
  'I30: each command has one outcome, the last': oneOutcome,
  'I31: an answer never changes, whatever comes again': oneAnswerForEver,
  'I35: the same gives the same, and nothing handed in changes': isPure,
  'I36: every outcome can be decided again': selfCheck,
  'I38: a stored fold goes on like a whole one': splitFold,
  'the view in an outcome is the view after it': viewIsTrue,
} as const satisfies Record<string, Property>;

/** A search that goes through everything of some size instead of drawing at random. */
export type Exhaustive = {
  readonly name: string;
  readonly run: (rules: Rules, tick?: (states: number) => void) => Found;
};

const log = (value: number, base: number): number => Math.floor(Math.log(value) / Math.log(base));
const sunk = (limit: number): Policy => policyWith({ request: { limit, ttlDays: 0 } });
const refusing = policyWith({ request: { limit: 2, ttlDays: 0, declineMode: 'refuse' } });
const twoSends = annsMoves.slice(0, 1).flatMap((send) => [send, send]);

const reaching = (factor: number): readonly Exhaustive[] =>
  configurations.flatMap((configuration) => [
    {
      name: `I1 to I5, I30, every state: ${configuration.name}`,
      run: (rules, tick) => reachAll(rules, configuration, { statesMax: 500 * factor, tick }),
    },
    {
      name: `I20, every pair of worlds: ${configuration.name}`,
      run: (rules, tick) => reachPairs(rules, configuration, { statesMax: 500 * factor, tick }),
    },
  ]);

/** The exhaustive searches; `factor` 1 takes seconds, 1,000 takes hours. */
export const exhaustives = (factor: number): readonly Exhaustive[] => {
  const length = 3 + log(factor, annsMoves.length);
  const all = { moves: annsMoves, length };
  return [
    {
      name: `I21, limit 3: every script of ${length} acts`,
      run: (rules) => compareAll(rules, { ...all, policy: sunk(3), first: [] }),
    },
    {
      name: `I21, limit 1: every script of ${length} acts`,
      run: (rules) => compareAll(rules, { ...all, policy: sunk(1), first: [] }),
    },
    {
      name: `I25, at the limit of a policy that refuses openly: every script of ${length} acts`,
      run: (rules) => compareAll(rules, { ...all, policy: refusing, first: twoSends }),
    },
    ...reaching(factor),
  ];
};
