import { inspect } from '../inspect';
import { type Matcher, type Sought, type WordLists, compile } from '../matcher';

/** Which lists match a text. */
export type Finder = (text: string, lists: WordLists) => readonly string[];

/** The one that is used. */
export const finder: Finder = (text, lists) =>
  inspect(text, null, compile(lists)).lists.map(({ id }) => id);

/** As if the words had been compiled otherwise. */
const sought =
  (change: (word: Sought) => Sought): Finder =>
  (text, lists) => {
    const { automaton, ...rest } = compile(lists);
    const words = automaton.words.map((there) => there.map(change));
    const matcher: Matcher = { ...rest, automaton: { ...automaton, words } };
    return inspect(text, null, matcher).lists.map(({ id }) => id);
  };

/** As if characters were seen otherwise. */
const seen =
  (change: (text: string) => string): Finder =>
  (text, lists) =>
    finder(change(text), lists);

const plainSearch: Finder = (text, { lists }) =>
  lists
    .filter(({ words }) => words.some((word) => text.toLowerCase().includes(word)))
    .map(({ id }) => id);

/** Matchers with one flaw each, and the beginning of the sentence that finds it. */
export const broken: readonly {
  readonly flaw: string;
  readonly find: Finder;
  readonly found: string;
}[] = [
  { flaw: 'the text is searched as it is', find: plainSearch, found: 'a match survives invisible' },
  {
    flaw: 'marks are letters',
    find: seen((text) => text.replaceAll(/\p{M}/gu, 'x')),
    found: 'a match survives combining',
  },
  {
    flaw: 'capitals are no letters',
    find: seen((text) => text.replaceAll(/\p{Lu}/gu, '-')),
    found: 'a match survives another case',
  },
  {
    flaw: 'only ASCII is looked at',
    find: seen((text) => text.replaceAll(/[^\0-\x7f]/gu, '-')),
    found: 'a match survives confusables',
  },
  {
    flaw: 'digits are no letters',
    find: seen((text) => text.replaceAll(/\d/gu, '-')),
    found: 'a match survives confusables',
  },
  {
    flaw: 'the third of a letter is another',
    find: seen((text) => text.replaceAll(/(.)\1\1/gu, '$1$1q')),
    found: 'a match survives repeated',
  },
  {
    flaw: 'a dot ends a word',
    find: seen((text) => text.replaceAll('.', ' ')),
    found: 'a match survives separators',
  },
  {
    flaw: 'a space ends a word always',
    find: seen((text) => text.replaceAll(/\s/gu, ' and then ')),
    found: 'a match survives spaces',
  },
  {
    flaw: 'invisible characters hide beneath the rest',
    find: seen((text) => text.replaceAll('\u2060', 'x')),
    found: 'a match survives all at once',
  },
  {
    flaw: 'doubled letters count as one',
    find: sought((word) => ({ ...word, runs: word.runs.map((run) => Math.min(run, 1)) })),
    found: 'what matches',
  },
  {
    flaw: 'words match inside of others',
    find: sought((word) => ({ ...word, isFreeBefore: true, isFreeBehind: true })),
    found: 'what matches',
  },
  {
    flaw: 'innocent words forgive nothing',
    find: (text, { version, lists }) =>
      finder(text, { version, lists: lists.map((list) => ({ ...list, allow: [] })) }),
    found: 'what matches',
  },
  {
    flaw: 'digits alone are words',
    find: seen((text) => text.replaceAll('4', 'a').replaceAll('5', 's')),
    found: 'what matches',
  },
];
