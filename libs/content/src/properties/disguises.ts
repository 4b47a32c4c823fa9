import * as fc from 'fast-check';
import confusables from '../confusables.json';
import { letterOf } from '../letters';

/** A way to write a word otherwise, so that a person still reads it: letters in, characters out. */
export type Disguise = (letters: readonly string[]) => fc.Arbitrary<readonly string[]>;

const classOf = (code: number): number => (code === 0x69 ? 0x6c : code);

/** By letter: the characters that look like it. */
const lookalikes = ((): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  const codes = Object.values(confusables.prototypes).flatMap((from) => from.split(' '));
  const others = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@$!|+€🅐🅰🇦ⓐａ'];
  for (const char of [
    ...codes.map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))),
    ...others,
  ]) {
    const { kind, looks } = letterOf(char.codePointAt(0) ?? 0);
    const [code = 0] = looks.map(classOf);
    if (looks.length !== 1 || kind === 'vowel') continue;
    found.set(String.fromCodePoint(code), [...(found.get(String.fromCodePoint(code)) ?? []), char]);
  }
  return found;
})();

const likeOf = (letter: string): readonly string[] => {
  const code = classOf(letter.codePointAt(0) ?? 0);
  return lookalikes.get(String.fromCodePoint(code)) ?? [letter];
};

const each = (letters: readonly string[], change: (letter: string) => fc.Arbitrary<string>) =>
  fc.tuple(...letters.map(change));

const behindEach =
  (additions: readonly string[]): Disguise =>
  (letters) =>
    each(letters, (letter) =>
      fc
        .array(fc.constantFrom(...additions), { maxLength: 2 })
        .map((added) => letter + added.join('')),
    );

const isReal = (char: string): boolean => letterOf(char.codePointAt(0) ?? 0).kind === 'letter';

/** At least one real letter stays, because digits alone are a number. */
const confused: Disguise = (letters) =>
  each(letters, (letter) => fc.constantFrom(...likeOf(letter))).filter((chars) =>
    chars.some(isReal),
  );

const cased: Disguise = (letters) =>
  each(letters, (letter) => fc.constantFrom(letter, letter.toUpperCase()));

const repeated: Disguise = (letters) =>
  fc
    .tuple(...letters.map(() => fc.integer({ min: 1, max: 4 })))
    .map((times) => letters.flatMap((letter, at) => Array<string>(times[at] ?? 1).fill(letter)));

const spelledOut: Disguise = (letters) =>
  fc
    .constantFrom(' ', '  ', ' . ', '\n', '\u00a0', '\u3000')
    .map((space) => letters.flatMap((letter, at) => (at === 0 ? [letter] : [space, letter])));

/** What a person may do to hide a word, each with the sentence that it must not break. */
export const disguises = {
  'invisible characters': behindEach([
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u202e',
    '\u2066',
    '\ufe0f',
    '\u0001',
    '\u{e0041}',
  ]),
  'combining marks': behindEach(['\u0301', '\u0337', '\u0489', '\u20dd', '\u0e34', '\u093f']),
  'another case': cased,
  confusables: confused,
  'repeated letters': repeated,
  'separators between letters': behindEach([
    '-',
    '.',
    '_',
    '*',
    ',',
    '/',
    '~',
    '•',
    '🙂',
    "'",
    '#',
    '=',
    '…',
    '(',
    ')',
  ]),
  'spaces between all letters': spelledOut,
} as const satisfies Record<string, Disguise>;

/** All of them, one on top of the other. */
export const allAtOnce: Disguise = (letters) =>
  repeated(letters)
    .chain(cased)
    .chain((chars) =>
      each(chars, (char) =>
        fc.oneof(fc.constant(char), fc.constantFrom(...likeOf(char.toLowerCase()))),
      ),
    )
    .filter((chars) => chars.some(isReal))
    .chain(disguises['combining marks'])
    .chain(disguises['invisible characters'])
    .chain(disguises['separators between letters']);
