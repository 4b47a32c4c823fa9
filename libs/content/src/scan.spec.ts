import { graphemesOf } from './graphemes';
import { hasLink } from './links';
import { compile } from './matcher';
import { scan } from './scan';
import { type Reading, shadowOf } from './shadow';

/** Words that are parts, ends and repetitions of each other: all that a search could go back for. */
const words = [
  ...Array.from({ length: 10 }, (_, size) => `*${'ab'.repeat(size + 1)}*`),
  ...Array.from({ length: 10 }, (_, size) => 'a'.repeat(size + 1)),
  ...Array.from({ length: 10 }, (_, size) => `*${'ба'.repeat(size + 1)}c*`),
  ...Array.from({ length: 6 }, (_, size) => 'a b '.repeat(size + 1)),
  '4444',
  '*55*',
  'aabb',
];
const allow = ['ab', 'a', 'abab*', 'aaaa', '*4', 'ba ba'];
const matcher = compile({
  version: 1,
  lists: [
    { id: 'strict', action: 'hide', words, allow: [] },
    { id: 'forgiving', action: 'hide', words, allow },
  ],
});

const stepsFor = (text: string): number =>
  (['looks', 'written'] as const).reduce(
    (sum, reading: Reading) => sum + scan(matcher, text, shadowOf(text, reading)).steps,
    0,
  );

const grown = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length));

const pieces = [
  'a',
  'ab',
  'aab',
  'a ',
  'a b ',
  'ab ',
  'a-',
  'a-b-',
  'ба',
  'баc',
  '4',
  '5a',
  'a\u200b',
  '\u0301a',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
  '---a',
  'qr',
  '中国',
  '44445',
];

test.each(pieces)('twice as much of %j takes twice as many steps', (piece) => {
  const [half, whole] = [stepsFor(grown(piece, 5_000)), stepsFor(grown(piece, 10_000))];
  expect(whole).toBeLessThan(2.1 * half + 1000);
  expect(whole).toBeGreaterThan(3_000);
});

/** A square of this many steps would not end. */
const many = 300_000;

test.each(['a.', '.', 'www', ':', 'http:', '[.', '[.]', 'a:/', '1.', 'xn--', 'é.', '。', 'a@'])(
  'links are looked for in many characters of %j',
  (piece) => {
    expect(hasLink(`${grown(piece, many)} `)).toBe(false);
  },
);

test('hundreds of thousands of marks on one letter are counted', () => {
  expect(graphemesOf(`a${grown('\u0301', many)}`)).toBe(1);
});
