import { type Automaton, automatonOf } from './automaton';
import { fold } from './letters';
import { type Shadow, shadowOf, wide } from './shadow';

/** A word list with what the policy in force does about it. */
export type WordList = {
  /** 1 to 64 characters, as the policy names it. */
  readonly id: string;
  /** What a match means: `refuse`, `hide`, `mask` or `flag`. */
  readonly action: string;
  /**
   * What must not be said: words or phrases, in any spelling. A word stands alone; with a star it may
   * be the beginning (`word*`), the end (`*word`) or any part (`*word*`) of another.
   */
  readonly words: readonly string[];
  /** Innocent words, with stars too, matched as they are written: no match inside one counts. */
  readonly allow: readonly string[];
};

/** All lists of one version. */
export type WordLists = { readonly version: number; readonly lists: readonly WordList[] };

/** A word as it is sought. */
export type Sought = {
  /** Place of its list. */
  readonly list: number;
  /** How often each letter must stand there at least: a run counts for any shorter one. */
  readonly runs: readonly number[];
  readonly hasDoubles: boolean;
  readonly isFreeBefore: boolean;
  readonly isFreeBehind: boolean;
  /** What the text must say to the letter: for innocent words and those of digits alone. */
  readonly plain: string | null;
  readonly isInnocent: boolean;
};

/** Word lists, compiled: made once per version of lists and policy, used for every text. */
export type Matcher = {
  readonly version: number;
  readonly lists: readonly { readonly id: string; readonly action: string }[];
  /** Whether a list has innocent words. */
  readonly forgives: readonly boolean[];
  readonly automaton: Automaton<Sought>;
};

type Form = { readonly letters: readonly number[]; readonly runs: readonly number[] };

/** Case and width apart, what is written there. */
export const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Letters with their runs; a space stands between words unless all is to be one. */
const formOf = ({ letters, marks }: Shadow, isJoined: boolean): Form => {
  const form = { letters: [] as number[], runs: [] as number[] };
  for (const [at, letter] of letters.entries()) {
    const isApart = ((marks[at] ?? 0) & wide) > 0 && !isJoined;
    if (isApart) {
      form.letters.push(0x20);
      form.runs.push(0);
    }
    if (!isApart && form.letters.at(-1) === letter) form.runs.push((form.runs.pop() ?? 0) + 1);
    else {
      form.letters.push(letter);
      form.runs.push(1);
    }
  }
  return form;
};

const formsOf = (shadow: Shadow): readonly Form[] =>
  shadow.marks.some((mark) => (mark & wide) > 0)
    ? [formOf(shadow, false), formOf(shadow, true)]
    : [formOf(shadow, false)];

type Planted = { readonly letters: readonly number[]; readonly word: Sought };

const planted = (shadow: Shadow, word: Omit<Sought, 'runs' | 'hasDoubles'>): readonly Planted[] =>
  formsOf(shadow)
    .filter(({ letters }) => letters.length > 0)
    .map(({ letters, runs }) => ({
      letters,
      word: { ...word, runs, hasDoubles: runs.some((run) => run > 1) },
    }));

/** A star says that the word may be a part of another. */
const wordOf = (entry: string, list: number) => {
  const trimmed = entry.trim();
  return {
    list,
    isFreeBefore: trimmed.startsWith('*'),
    isFreeBehind: trimmed.endsWith('*'),
    text: trimmed.replace(/^\*/u, '').replace(/\*$/u, ''),
  };
};

const hasLetters = (text: string): boolean => shadowOf(text, 'written').letters.length > 0;

const bannedWord = (entry: string, list: number): readonly Planted[] => {
  const { text, ...word } = wordOf(entry, list);
  const shadow = shadowOf(fold(text.normalize('NFKD')), 'looks');
  const plain = hasLetters(text) ? null : plainOf(text);
  return planted(shadow, { ...word, plain, isInnocent: false });
};

/** In both readings, so that it is found wherever a match inside it is. */
const innocentWord = (entry: string, list: number): readonly Planted[] => {
  const { text, ...word } = wordOf(entry, list);
  return (['looks', 'written'] as const).flatMap((reading) =>
    planted(shadowOf(text, reading), { ...word, plain: plainOf(text), isInnocent: true }),
  );
};

/**
 * Compiles word lists: once for each version, since it takes a fraction of a second for some
 * thousand words. Entries without a letter or digit match nothing.
 */
export const compile = ({ version, lists }: WordLists): Matcher => ({
  version,
  lists: lists.map(({ id, action }) => ({ id, action })),
  forgives: lists.map(({ allow }) => allow.length > 0),
  automaton: automatonOf(
    lists.flatMap(({ words, allow }, list) => [
      ...words.flatMap((word) => bannedWord(word, list)),
      ...allow.flatMap((word) => innocentWord(word, list)),
    ]),
  ),
});
