import * as fc from 'fast-check';
import { conversation } from '../decide';
import { broken } from './broken';
import { brokenActs } from './broken-acts';
import { properties } from './suites';

/** How much longer than usual to look. */
const factor = Number(process.env['VESTIBULE_SEARCH'] ?? 1);
const numRuns = Math.ceil(100 * factor);

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(conversation), { seed: 42, numRuns });
});

describe('a property finds rules in which', () => {
  const flaws = [...broken, ...brokenActs];

  test.each(flaws)('$flaw', ({ rules, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 3, numRuns: 100_000, endOnFailure: true };
    expect(() => property && fc.assert(property(rules), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !flaws.some(({ found }) => name.startsWith(found)),
    );
    expect(missed).toEqual([]);
  });
});
