import * as fc from 'fast-check';
import type { WordLists } from '../matcher';
import { type Finder, broken, finder } from './broken';
import { type Disguise, allAtOnce, disguises } from './disguises';
import { naively } from './naive';

type Property = (find: Finder) => fc.IRawProperty<unknown, false>;

const numRuns = 150 * Number(process.env['VESTIBULE_SEARCH'] ?? 1);

const letters = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 2, maxLength });
const phrase = fc.constantFrom('', 'hello', 'so, what:', 'она', '🙂');

const banning = (...words: readonly string[]): WordLists => ({
  version: 1,
  lists: [{ id: 'first', action: 'hide', words, allow: [] }],
});

const survives =
  (disguise: Disguise): Property =>
  (find) => {
    const told = letters('abcdefghijklmnopqrstuvwxyz', 8).chain((word) =>
      fc.tuple(fc.constant(word), disguise(word), phrase, phrase),
    );
    return fc.property(told, ([word, chars, before, behind]) => {
      const text = `${before} ${chars.join('')} ${behind}`;
      expect(find(text, banning(word.join('')))).toEqual(['first']);
    });
  };

/** Few letters, so that words are met by chance, and everything that words are judged by. */
const entry = fc.oneof(
  letters('abs', 4).map((word) => word.join('')),
  letters('abs', 3).map((word) => `*${word.join('')}*`),
  letters('abs', 3).map((word) => `${word.join('')}*`),
  fc
    .tuple(letters('abs', 3), letters('abs', 3))
    .map((two) => two.map((one) => one.join('')).join(' ')),
);
const chars = fc
  .array(fc.constantFrom(...'aaabbbsss   -4!5Aß', 'а', '\u200b'), { maxLength: 8 })
  .map((some) => some.join(''));
const anything = fc.string({ unit: 'grapheme', maxLength: 12 });
const wordsOf = ({ lists }: WordLists): readonly string[] =>
  lists.flatMap(({ words, allow }) => [...words, ...allow].map((word) => word.replaceAll('*', '')));
/** Of characters, of words that are listed, and of digits. */
const textFor = (lists: WordLists): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(chars, fc.constantFrom(' ', '455', '54', ...wordsOf(lists))), { maxLength: 3 })
    .map((pieces) => pieces.join(''));
const twoLists = fc
  .tuple(
    fc.array(entry, { maxLength: 3 }),
    fc.array(entry, { maxLength: 2 }),
    fc.array(letters('abs', 5), { maxLength: 3 }),
  )
  .map(([one, two, innocent]): WordLists => ({
    version: 1,
    lists: [
      { id: 'first', action: 'hide', words: one, allow: innocent.map((word) => word.join('')) },
      { id: 'second', action: 'flag', words: two, allow: [] },
    ],
  }));

const agrees: Property = (find) =>
  fc.property(
    twoLists.chain((lists) =>
      fc.tuple(
        fc.oneof({ weight: 9, arbitrary: textFor(lists) }, { weight: 1, arbitrary: anything }),
        fc.constant(lists),
      ),
    ),
    ([text, lists]) => {
      expect(find(text, lists)).toEqual(naively(text, lists));
    },
  );

const properties: Readonly<Record<string, Property>> = {
  ...Object.fromEntries(
    Object.entries(disguises).map(([name, disguise]) => [
      `a match survives ${name}`,
      survives(disguise),
    ]),
  ),
  'a match survives all at once': survives(allAtOnce),
  'what matches is what the definition says, and nothing else': agrees,
};

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(finder), { seed: 42, numRuns });
});

describe('a property finds a matcher for which', () => {
  test.each(broken)('$flaw', ({ find, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 7, numRuns: 3000, endOnFailure: true };
    expect(() => property && fc.assert(property(find), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !broken.some(({ found }) => name.startsWith(found)),
    );
    expect(missed).toEqual([]);
  });
});
