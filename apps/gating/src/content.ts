import { type Matcher, compile } from '@vestibule/content';
import type { Policy, WordList, Words } from '@vestibule/domain';
import type { Preparing } from '@vestibule/service';

/** The word lists in force at an instant, ready to be looked for. */
export type Lists = { readonly matcherAt: (atMs: number) => Matcher };

/** Compiled once for each version of words and policy; what is in force no more is let go. */
const compiled = new WeakMap<Words, WeakMap<readonly WordList[], Matcher>>();

/** As many as a verdict may name, which are as many as a policy may name. */
const listsMax = 32;

/** A list that the policy does not name is only flagged, and comes last. */
const compiling = ({ version, lists }: Words, named: readonly WordList[]): Matcher => {
  const actionOf = (id: string) => named.find((list) => list.id === id)?.action;
  const known = lists.filter(({ id }) => actionOf(id) !== undefined);
  const others = lists.filter(({ id }) => actionOf(id) === undefined);
  const looked = [...known, ...others]
    .slice(0, listsMax)
    .map(({ id, words, allow }) => ({ id, action: actionOf(id) ?? 'flag', words, allow }));
  return compile({ version, lists: looked });
};

const matcherOf = (words: Words, { content }: Policy): Matcher => {
  const known = compiled.get(words) ?? new WeakMap<readonly WordList[], Matcher>();
  const matcher = known.get(content.lists) ?? compiling(words, content.lists);
  compiled.set(words, known.set(content.lists, matcher));
  return matcher;
};

/** What texts are looked through with, before the rules see a verdict and never the text. */
export const listsIn = ({ policyAt, wordsAt }: Pick<Preparing, 'policyAt' | 'wordsAt'>): Lists => ({
  matcherAt: (atMs) => matcherOf(wordsAt(atMs), policyAt(atMs)),
});
