import { inspect } from '@vestibule/content';
import { type Policy, type WordsVersion, policyAt, presets, wordsAt } from '@vestibule/domain';
import { listsIn } from './content';

/** Harmless stand-ins for what a list would hold. */
const published: readonly WordsVersion[] = [
  { listId: 'banned', version: 1, words: ['plum'], allow: [], effectiveAtMs: 1_000 },
  { listId: 'unnamed', version: 2, words: ['pear'], allow: [], effectiveAtMs: 1_000 },
  { listId: 'banned', version: 3, words: ['fig'], allow: ['fig leaf'], effectiveAtMs: 5_000 },
];
const open: Policy = { ...presets.open, version: 2, effectiveAtMs: 3_000 };

/** As the host keeps them: one value for as long as nothing changes. */
const kept = new Map<number, ReturnType<typeof wordsAt>>();
const lists = listsIn({
  policyAt: (atMs) => policyAt([open], atMs),
  wordsAt: (atMs) => {
    const words = wordsAt(published, atMs);
    kept.set(words.version, kept.get(words.version) ?? words);
    return kept.get(words.version) ?? words;
  },
});
const verdictAt = (atMs: number, text: string) => {
  const { lists: matched, listsVersion } = inspect(text, null, lists.matcherAt(atMs));
  return [listsVersion, ...matched.map(({ id, action }) => `${id}: ${action}`)];
};

test('seed 27: what a match means is said by the policy in force, and is a flag otherwise', () => {
  expect(verdictAt(999, 'a plum and a pear')).toEqual([0]);
  expect(verdictAt(2_000, 'a plum and a pear')).toEqual([2, 'banned: hide', 'unnamed: flag']);
  expect(verdictAt(4_000, 'a plum and a pear')).toEqual([2, 'banned: flag', 'unnamed: flag']);
});

test('edge 41: a new version of a list judges messages from its instant on, and no earlier ones', () => {
  expect(verdictAt(4_999, 'a fig')).toEqual([2]);
  expect(verdictAt(5_000, 'a fig')).toEqual([3, 'banned: flag']);
  expect(verdictAt(5_000, 'a fig leaf, a plum')).toEqual([3]);
});

test('lists are compiled once for each version of words and policy', () => {
  expect(lists.matcherAt(1_000)).toBe(lists.matcherAt(2_999));
  expect(lists.matcherAt(3_000)).not.toBe(lists.matcherAt(2_999));
  expect(lists.matcherAt(6_000)).toBe(lists.matcherAt(5_000));
});

test('a verdict names no more lists than its contract lets it, those of the policy first', () => {
  const many = [
    'unnamed',
    ...Array.from({ length: 40 }, (_, number) => `more-${number}`),
    'severe',
  ];
  const words = { version: 9, lists: many.map((id) => ({ id, words: ['plum'], allow: [] })) };
  const all = listsIn({ policyAt: () => presets.seed, wordsAt: () => words });
  const { lists: matched } = inspect('plum', null, all.matcherAt(0));
  expect(matched).toHaveLength(32);
  expect(matched[0]).toEqual({ id: 'severe', action: 'refuse' });
});
