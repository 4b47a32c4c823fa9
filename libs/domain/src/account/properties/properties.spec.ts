import * as fc from 'fast-check';
import { presets } from '../../policy/presets';
import { bandAt, latestBirthDate } from '../age';
import { account } from '../decide';
import { allDates, birthdayMs, wronglyAged } from './ages.words';
import { broken, misaged } from './broken';
import {
  aLookBringsTheBandUpToDate,
  childrenReceiveFromNobody,
  deletionIsFinal,
  followsAreEdges,
  nothingOpensByItself,
  numbersRest,
  oneOutcome,
  type Property,
  splitFold,
  twiceIsOnce,
} from './rules-of-lives';

const numRuns = Math.ceil(300 * Number(process.env['VESTIBULE_SEARCH'] ?? 1));

const properties = {
  'seed 18: whoever is under 16 receives from nobody': childrenReceiveFromNobody,
  'edge 47, edge 49: no door opens but by its person': nothingOpensByItself,
  'edge 48: a look brings the recorded band up to date': aLookBringsTheBandUpToDate,
  'edge 54: a deletion is final': deletionIsFinal,
  'edge 55, seed 19: a number rests before it serves another account': numbersRest,
  'seed 22: follows are the edges that were told': followsAreEdges,
  'twice asked is once done': twiceIsOnce,
  'I30: each command that is asked has one outcome, and no other has any': oneOutcome,
  'I38: a stored fold goes on like a whole one': splitFold,
} as const satisfies Record<string, Property>;

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(account(presets.seed)), { seed: 42, numRuns });
});

describe('edge 48: age', () => {
  test('changes at the birthday in UTC−12, for every birth date from 1900 to 2030', () => {
    expect(allDates).toHaveLength(47_847);
    expect(wronglyAged(bandAt)).toEqual([]);
  });

  test('is the same whether asked of one account or of all at once', () => {
    const years = fc.constantFrom(16, 18);
    const days = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(fc.constantFrom(...allDates), years, days, (birthDate, age, apart) => {
        const atMs = birthdayMs(birthDate, age) + apart * 43_200_000;
        const isOld = bandAt(birthDate, atMs) !== (age === 16 ? 'under16' : '16-17');
        return birthDate <= latestBirthDate(age, atMs) === isOld;
      }),
      { seed: 42, numRuns: 20 * numRuns },
    );
  });

  test.each(misaged)('is found wrong where $flaw', ({ ages }) => {
    expect(wronglyAged(ages).length).toBeGreaterThan(30);
  });
});

describe('a property finds rules in which', () => {
  test.each(broken)('$flaw', ({ rules, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.includes(found)) ?? [];
    const search = { seed: 7, numRuns: 5000, endOnFailure: true };
    expect(() => property && fc.assert(property(rules), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !broken.some(({ found }) => name.includes(found)),
    );
    expect(missed).toEqual([]);
  });
});
