import { accountsView } from './accounts';
import { deleted, registered } from './account.words';
import { countsOf, unreadOf } from './inbox-counts';
import { searchPeople } from './inbox-people';
import { requestsUpTo } from './inbox-positions';
import { fromAnn, openInboxes } from './inbox-scene.words';
import { inboxOf, sent } from './inbox.words';
import { projectorFor } from './views.words';

const folders = ['inbox', 'requests', 'hidden'] as const;
type Place = (typeof folders)[number];

/** Bob's lists: somebody in each, all called Ann. */
const openLists = async () => {
  const scene = await openInboxes();
  const { database, streams, schemas, write, tell, listed } = scene;
  const { accounts: schema } = schemas;
  const project = projectorFor({ view: accountsView, database, streams, schema });
  const note = async (id: string, ...events: Parameters<typeof write>[1][]) =>
    project(await write(`account-${id}`, ...events));

  const place = async (id: string, folder: Place) => {
    await note(id, registered(id, { name: 'Ann' }));
    await tell(`pair-${id}`, sent(`m-${id}`, { ...fromAnn, from: id }));
    await tell('inbox-bob', inboxOf(id, id).placed(`m-${id}`, folder));
  };
  for (const folder of folders) await place(`of-${folder}`, folder);
  await place('of-declined', 'requests');
  await tell('inbox-bob', inboxOf('of-declined', 'of-declined').moved('declined'));

  const asked = { person: 'bob', limit: 10 };
  const seen = async () => ({
    lists: (
      await Promise.all([...folders, 'declined' as const].map(async (one) => listed('bob', one)))
    )
      .flat()
      .map(({ other }) => other),
    counts: await countsOf(database, 'bob', schemas),
    badge: (await unreadOf(database, { person: 'bob', atMs: 0 }, schemas)).badge,
    bulk: (await requestsUpTo(database, { ...asked, position: 99 }, schemas)).items.length,
    people: (await searchPeople(database, { ...asked, text: 'ann' }, schemas)).items.length,
  });
  return { ...scene, note, seen };
};

const everybody = ['of-inbox', 'of-requests', 'of-hidden', 'of-declined'];
const all = {
  lists: everybody,
  counts: { inbox: 1, requests: 1, hidden: 1, declined: 1 },
  badge: 2,
  bulk: 2,
  people: 4,
};
const openChatAlone = {
  lists: ['of-inbox'],
  counts: { inbox: 1, requests: 0, hidden: 0, declined: 0 },
  badge: 1,
  bulk: 0,
  people: 1,
};

const standing = (id: string, to: 'active' | 'suspended' | 'deactivated') => ({
  type: 'StandingSet',
  data: { accountId: id, atMs: 3_000, commandId: id, issuedAtMs: 3_000, standing: to },
});

describe('requests of an account that is away', () => {
  test.each(['suspended', 'deactivated'] as const)(
    'edge 58: are out of every sight while it is %s, and return with it; an open chat stays',
    async (away) => {
      const { note, seen, readIds } = await openLists();
      expect(await seen()).toEqual(all);
      for (const id of everybody) await note(id, standing(id, away));
      expect(await seen()).toEqual(openChatAlone);
      const read = async (id: string) => readIds('bob', id);
      expect(await Promise.all(everybody.map(read))).toEqual([['m-of-inbox'], [], [], []]);
      for (const id of everybody) await note(id, standing(id, 'active'));
      expect(await seen()).toEqual(all);
      expect(await read('of-declined')).toEqual(['m-of-declined']);
    },
  );

  test('edge 53: vanish when it is deleted; an open chat stays, and can be read', async () => {
    const { note, seen, readIds } = await openLists();
    for (const id of everybody) await note(id, deleted(id));
    // Whose name is gone is found by no name.
    expect(await seen()).toEqual({ ...openChatAlone, people: 0 });
    expect(await readIds('bob', 'of-inbox')).toEqual(['m-of-inbox']);
    expect(await readIds('bob', 'of-requests')).toEqual([]);
  });
});
