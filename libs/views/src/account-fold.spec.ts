import { account, factsOf, presets, type AccountEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import { changed, nothingKnown, type Change } from './account-fold';
import {
  corrected,
  deleted,
  followed,
  phoneConfirmed,
  phoneForgotten,
  reached,
  registered,
  unfollowed,
} from './account.words';

const recorded = ({ type, data }: { type: string; data: object }, revision: number): Recorded => ({
  stream: 'account-ann',
  id: `e${revision}`,
  type,
  data,
  revision,
  position: String(revision),
  metadata: { $correlationId: 'test', $causationId: 'test' },
});

const after = (...events: readonly { type: string; data: object }[]): Change =>
  events
    .map(recorded)
    .reduce(changed, { row: nothingKnown('ann'), edges: new Map(), forgets: false });

const { initial, evolve } = account(presets.seed);
const history = [
  registered('ann'),
  phoneConfirmed('ann'),
  followed('ann', 'bob', 3_000),
  unfollowed('ann', 'bob'),
  corrected('ann', '1955-03-01'),
  reached('ann', '16-17'),
  deleted('ann'),
  phoneForgotten('ann'),
] as readonly AccountEvent[];

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  'after %d events a row gives the facts of the state',
  (count) => {
    const events = history.slice(0, count);
    const { row } = after(...events);
    const state = events.reduce(evolve, initial);
    expect(row.version).toBe(count - 1);
    expect(factsOf(row, row.version, 5_000)).toEqual(factsOf(state, count - 1, 5_000));
    const { follows: _, ...rest } = state;
    expect(row).toMatchObject(rest);
  },
);

test('the last word about an edge counts', () => {
  const [on, off] = [followed('ann', 'bob', 3_000), unfollowed('ann', 'bob')];
  expect(after(on, off).edges).toEqual(new Map([['bob', null]]));
  expect(after(off, on).edges).toEqual(new Map([['bob', 3_000]]));
});

test('a row knows the event since which time alone may change something', () => {
  const at = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(
    (count) => after(...history.slice(0, count)).row.originRevision,
  );
  expect(at).toEqual([-1, 0, 0, 0, 0, 4, 5, 6, 6]);
});

test('a deletion forgets the edges of the batch and all before it', () => {
  const { edges, forgets, row } = after(...history);
  expect([edges, forgets, row.name, row.phoneKey]).toEqual([new Map(), true, null, null]);
});
