import { type Matcher, compile } from './matcher';

/** The words of all lists at one instant. */
export type PublishedWords = {
  readonly version: number;
  readonly lists: readonly {
    readonly id: string;
    readonly words: readonly string[];
    readonly allow: readonly string[];
  }[];
};

/** What the policy says of a list. */
export type NamedList = { readonly id: string; readonly action: string };

/** Compiled once for each version of words and policy; what is in force no more is let go. */
const compiled = new WeakMap<PublishedWords, WeakMap<readonly NamedList[], Matcher>>();

/** As many as a verdict may name, which are as many as a policy may name. */
const listsMax = 32;

/** A list that the policy does not name is only flagged, and comes last. */
const compiling = ({ version, lists }: PublishedWords, named: readonly NamedList[]): Matcher => {
  const actionOf = (id: string) => named.find((list) => list.id === id)?.action;
  const known = lists.filter(({ id }) => actionOf(id) !== undefined);
  const others = lists.filter(({ id }) => actionOf(id) === undefined);
  const looked = [...known, ...others]
    .slice(0, listsMax)
    .map(({ id, words, allow }) => ({ id, action: actionOf(id) ?? 'flag', words, allow }));
  return compile({ version, lists: looked });
};

/**
 * What texts are looked through with while these words and this policy are in force; at most 32
 * lists, those that the policy names first. The same two values give the same matcher.
 */
export const matcherFor = (words: PublishedWords, named: readonly NamedList[]): Matcher => {
  const known = compiled.get(words) ?? new WeakMap<readonly NamedList[], Matcher>();
  const matcher = known.get(named) ?? compiling(words, named);
  compiled.set(words, known.set(named, matcher));
  return matcher;
};
