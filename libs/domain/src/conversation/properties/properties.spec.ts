import * as fc from 'fast-check';
import { broken } from './broken';
import {
  capHolds,
  noneWhileBlocked,
  oneSideAlone,
  onlyOwnYes,
  stateHolds,
  type Property,
} from './gate';
import { cannotTell } from './privacy';
import {
  eitherOrder,
  eligibleOnly,
  oneOutcome,
  refusedChangesNothing,
  robotsDoNotAnswer,
  selfCheck,
  splitFold,
  twiceIsOnce,
  viewIsTrue,
} from './records';
import { conversation } from '../decide';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 200);

const properties = {
  'I1: what lies before a person never exceeds the limit': capHolds,
  'I2: nothing is delivered while either blocks': noneWhileBlocked,
  'I3: nobody accepts but by an own yes': onlyOwnYes,
  'I4: one side alone never opens a chat': oneSideAlone,
  'I5: what is always true holds': stateHolds,
  'I6: two first messages are equal in either order': eitherOrder,
  'I8: a refused send changes nothing': refusedChangesNothing,
  'I9: no message passes to or from whom its facts exclude': eligibleOnly,
  'I11: an answer given twice counts once': twiceIsOnce,
  'I12: an automated answer changes no stance': robotsDoNotAnswer,
  'I20: private acts do not show': cannotTell,
  'I30: each command has one outcome, the last': oneOutcome,
  'I36: every outcome can be decided again': selfCheck,
  'I38: a stored fold goes on like a whole one': splitFold,
  'the view in an outcome is the view after it': viewIsTrue,
} as const satisfies Record<string, Property>;

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(conversation), { seed: 42, numRuns });
});

describe('a property finds rules in which', () => {
  test.each(broken)('$flaw', ({ rules, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 7, numRuns: 5000, endOnFailure: true };
    expect(() => property && fc.assert(property(rules), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !broken.some(({ found }) => name.startsWith(found)),
    );
    expect(missed).toEqual([]);
  });
});
