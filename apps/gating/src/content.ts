import { type Matcher, matcherFor } from '@vestibule/content';
import type { Preparing } from '@vestibule/service';

/** The word lists in force at an instant, ready to be looked for. */
export type Lists = { readonly matcherAt: (atMs: number) => Matcher };

/** What texts are looked through with, before the rules see a verdict and never the text. */
export const listsIn = ({ policyAt, wordsAt }: Pick<Preparing, 'policyAt' | 'wordsAt'>): Lists => ({
  matcherAt: (atMs) => matcherFor(wordsAt(atMs), policyAt(atMs).content.lists),
});
