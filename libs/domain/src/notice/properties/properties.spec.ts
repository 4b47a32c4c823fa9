import * as fc from 'fast-check';
import { presets } from '../../policy/presets';
import { notice } from '../decide';
import { broken } from './broken';
import {
  atMostTwoUnknown,
  forgetsWhatEnded,
  nothingAfterTheEnd,
  nothingPointless,
  waitsAreKept,
} from './properties';

const numRuns = Math.ceil(300 * Number(process.env['VESTIBULE_SEARCH'] ?? 1));

const properties = {
  'I50: at most two calls of a notice are of unknown result': atMostTwoUnknown,
  'I50: nothing is claimed or told once a notice has its result': nothingAfterTheEnd,
  'I51: nothing is told that is muted, off, read, gone or old': nothingPointless,
  'I56: what has its result is not held any more': forgetsWhatEnded,
  'I57: a channel that never wants it is left alone in the end': waitsAreKept,
} as const;

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(notice(presets.seed)), { seed: 42, numRuns });
});

describe('a property finds rules in which', () => {
  test.each(broken)('$flaw', ({ rules, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 7, numRuns: 5_000, endOnFailure: true };
    expect(() => property && fc.assert(property(rules), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !broken.some(({ found }) => name.startsWith(found)),
    );
    expect(missed).toEqual([]);
  });
});
