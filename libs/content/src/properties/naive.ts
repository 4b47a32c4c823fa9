import { plainOf } from '../matcher';
import { type Shadow, edge, shadowOf, weak, wide } from '../shadow';
import type { WordLists } from '../matcher';

/** A word by its definition: letters, each a number of times, with spaces between phrases' words. */
type Word = { readonly shape: RegExp; readonly before: boolean; readonly behind: boolean };

const spaced = ({ letters, marks }: Shadow, from: number, to: number): string =>
  letters
    .slice(from, to)
    .map((code, at) => {
      const isApart = at > 0 && ((marks[from + at] ?? 0) & wide) > 0;
      return `${isApart ? ' ' : ''}${String.fromCodePoint(code)}`;
    })
    .join('');

/** Only for the few characters of these tests: `aab` is a twice or more and b once or more. */
const wordOf = (entry: string): Word => {
  const shadow = shadowOf(entry.toLowerCase(), 'looks');
  const text = spaced(shadow, 0, shadow.letters.length);
  const runs = text.match(/(.)\1*/gu) ?? [];
  const shape = runs
    .map((run) => (run === ' ' ? ' ?' : `${run[0] ?? ''}{${run.length},}`))
    .join('');
  return {
    shape: new RegExp(`^(?:${shape})$`, 'u'),
    before: entry.startsWith('*'),
    behind: entry.endsWith('*'),
  };
};

const isEdge = ({ letters, marks }: Shadow, at: number): boolean =>
  at === letters.length || ((marks[at] ?? 0) & edge) > 0;

const stands = (shadow: Shadow, word: Word, [from, to]: readonly [number, number]): boolean =>
  (word.before || isEdge(shadow, from)) &&
  (word.behind || isEdge(shadow, to)) &&
  word.shape.test(spaced(shadow, from, to)) &&
  shadow.marks.slice(from, to).some((mark) => (mark & weak) === 0);

const pairs = (size: number): readonly (readonly [number, number])[] =>
  [...Array(size).keys()].flatMap((from) =>
    [...Array(size - from).keys()].map((more) => [from, from + more + 1] as const),
  );

/** Where innocent words stand as they are written, and are no part of others. */
const innocentIn = (
  text: string,
  allow: readonly string[],
): readonly (readonly [number, number])[] => {
  const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
  const wanted = new Set(allow.map(plainOf));
  return pairs(text.length).filter(
    ([from, to]) =>
      wanted.has(plainOf(text.slice(from, to))) &&
      !/[\p{L}\p{N}]$/u.test(text.slice(0, from).replaceAll(unseen, '')) &&
      !/^[\p{L}\p{N}]/u.test(text.slice(to).replaceAll(unseen, '')),
  );
};

/** The ids of the lists that match, by trying every word at every place: the definition. */
export const naively = (text: string, { lists }: WordLists): readonly string[] =>
  lists
    .filter(({ words, allow }) =>
      (['looks', 'written'] as const).some((reading) => {
        const shadow = shadowOf(text, reading);
        const innocent = innocentIn(text, allow);
        const isInnocent = ([from, to]: readonly [number, number]): boolean =>
          innocent.some(
            ([begin, end]) =>
              begin <= (shadow.begins[from] ?? 0) && (shadow.begins[to - 1] ?? 0) < end,
          );
        return pairs(shadow.letters.length).some((span) =>
          words.map(wordOf).some((word) => stands(shadow, word, span) && !isInnocent(span)),
        );
      }),
    )
    .map(({ id }) => id);
