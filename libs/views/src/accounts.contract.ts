import { accountsView } from './accounts';
import { factsFor, namesOf } from './account-facts';
import { followRows } from './account-rows';
import { deleted, followed, phoneConfirmed, registered, unfollowed } from './account.words';
import { openStore, projectorFor, world } from './views.words';

const view = accountsView;
const eighteenMs = Date.UTC(2026, 4, 2);

const openScene = async () => {
  const { streams, write } = openStore();
  const schema = await world().schemaFor(view);
  const { database } = world();
  const project = projectorFor({ view, database, streams, schema });
  const tell = async (...told: Parameters<typeof write>) => project(await write(...told));
  await tell(
    'account-ann',
    registered('ann'),
    phoneConfirmed('ann'),
    followed('ann', 'bob', 3_000),
  );
  await tell('account-bob', registered('bob', { birthDate: '2008-05-01', setting: 'no-one' }));
  return { schema, tell, query: database.query };
};

const pair = { actor: 'ann', other: 'bob' };

test('facts say what is true of both accounts, and never the birth date or the number', async () => {
  const { schema } = await openScene();
  const { of, seenAtMs } = await factsFor(world().database, [pair], schema);
  const facts = of(pair, eighteenMs - 86_400_000);
  expect(facts).toEqual({
    actor: {
      version: 2,
      standing: 'active',
      band: '18plus',
      phone: true,
      setting: 'standard',
      business: false,
      takesBusiness: true,
      region: 'DE',
      receipts: true,
      registeredAtMs: 1_000,
    },
    other: expect.objectContaining({ version: 0, band: '16-17', phone: false, setting: 'no-one' }),
    follows: { actorAtMs: 3_000, otherAtMs: null },
  });
  expect(seenAtMs).toBe(3_000);
});

test('an age band belongs to the instant asked about', async () => {
  const { schema } = await openScene();
  const { of } = await factsFor(world().database, [pair], schema);
  expect(of(pair, eighteenMs).other.band).toBe('18plus');
});

test('both directions of a pair are known from one question', async () => {
  const { schema, tell } = await openScene();
  await tell('account-bob', followed('bob', 'ann', 4_000));
  const turned = { actor: 'bob', other: 'ann' };
  const one = await factsFor(world().database, [pair], schema);
  expect(one.of(pair, 0).follows).toEqual({ actorAtMs: 3_000, otherAtMs: 4_000 });
  const both = await factsFor(world().database, [pair, turned, pair], schema);
  expect(both.of(turned, 0).follows).toEqual({ actorAtMs: 4_000, otherAtMs: 3_000 });
});

test('nobody is unknown by accident: a pair that was not asked for throws', async () => {
  const { schema } = await openScene();
  const { of } = await factsFor(world().database, [pair], schema);
  expect(() => of({ actor: 'ann', other: 'eve' }, 0)).toThrow(RangeError);
});

test('an account that is not there has standing unknown and version -1', async () => {
  const { schema } = await openScene();
  const missing = { actor: 'ann', other: 'eve' };
  const { of } = await factsFor(world().database, [missing], schema);
  expect(of(missing, 0).other).toMatchObject({ version: -1, standing: 'unknown', phone: false });
  expect(of(missing, 0).other.region).toMatch(/^[A-Z]{2}$/);
});

test('a follow and its end in one batch leave no edge, and the other way round one', async () => {
  const { schema, tell, query } = await openScene();
  await tell('account-ann', unfollowed('ann', 'bob'), followed('ann', 'bob', 7_000));
  await tell('account-bob', followed('bob', 'ann', 7_000), unfollowed('bob', 'ann'));
  const pairs = [
    { follower: 'ann', followee: 'bob' },
    { follower: 'bob', followee: 'ann' },
  ];
  expect(await followRows(query, pairs, schema)).toEqual([{ ...pairs[0], sinceAtMs: 7_000 }]);
});

test('a deleted account follows nobody and has no name', async () => {
  const { schema, tell, query } = await openScene();
  await tell('account-ann', followed('ann', 'eve', 4_000), deleted('ann'));
  const follows = ['bob', 'eve'].map((followee) => ({ follower: 'ann', followee }));
  expect(await followRows(query, follows, schema)).toEqual([]);
  expect(await namesOf(world().database, ['ann', 'bob', 'eve'], schema)).toEqual(
    new Map([['bob', 'bob']]),
  );
});

test('an event that this release does not know moves the version and nothing else', async () => {
  const { schema, tell } = await openScene();
  const before = (await factsFor(world().database, [pair], schema)).of(pair, 0).actor;
  await tell('account-ann', { type: 'Quarantined', data: { reason: 'x' } });
  const after = (await factsFor(world().database, [pair], schema)).of(pair, 0).actor;
  expect(after).toEqual({ ...before, version: 3 });
});
