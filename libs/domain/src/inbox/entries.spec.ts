import { entriesIn, entryIn, type Entries, withEntry } from './entries';
import { newEntry } from './evolve';

const ids = Array.from({ length: 3_000 }, (_, index) => (index * 7_919).toString(16));
const named = (read: number) => ({ ...newEntry, read });
const all = ids.reduce<Entries>((entries, id, index) => withEntry(entries, id, named(index)), []);

test('every entry is found by its id, and no other', () => {
  const found = ids.map((id) => entryIn(all, id)?.read);
  expect(found).toEqual(ids.map((_, index) => index));
  expect(entryIn(all, 'zzz')).toBeUndefined();
  expect(entryIn([], ids[0] ?? '')).toBeUndefined();
});

test('a change leaves what was there as it was', () => {
  const [first = ''] = ids;
  const changed = withEntry(all, first, named(-1));
  expect([entryIn(changed, first)?.read, entryIn(all, first)?.read]).toEqual([-1, 0]);
  expect(entriesIn(changed)).toHaveLength(ids.length);
});

test('all of them are listed once', () => {
  const listed = entriesIn(all).map(([id]) => id);
  expect(listed.toSorted()).toEqual(ids.toSorted());
});
