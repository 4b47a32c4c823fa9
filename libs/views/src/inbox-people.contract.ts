import { accountsView } from './accounts';
import { registered } from './account.words';
import { searchPeople } from './inbox-people';
import { fromAnn, openInboxes } from './inbox-scene.words';
import { inboxOf, sent } from './inbox.words';
import { projectorFor, world } from './views.words';

const people = { ann: 'Ángela Müller', ben: 'Ben Ångström', cat: 'ВЕРА Смирнова', dan: 'Dan' };

const openLists = async () => {
  const scene = await openInboxes();
  const { database, streams, write, tell } = scene;
  const accounts = await world().schemaFor(accountsView);
  const note = projectorFor({ view: accountsView, database, streams, schema: accounts });
  for (const [id, name] of Object.entries(people)) {
    await note(await write(`account-${id}`, registered(id, { name })));
    if (id === 'dan') continue;
    await tell(`pair-${id}`, sent(`m-${id}`, { ...fromAnn, from: id }));
    await tell('inbox-bob', inboxOf(id, `c-${id}`).placed(`m-${id}`, 'inbox'));
  }
  const find = async (text: string, limit = 10) => {
    const asked = { person: 'bob', text, limit };
    const { items } = await searchPeople(database, asked, { inbox: scene.schema, accounts });
    return items.map(({ other }) => other);
  };
  return { ...scene, accounts, find };
};

describe('searching one’s own lists', () => {
  test('finds people by how their name, or a word of it, begins', async () => {
    const { find } = await openLists();
    expect(await find('be')).toEqual(['ben']);
    expect(await find('mul')).toEqual(['ann']);
    expect(await find('ngel')).toEqual([]);
    expect(await find(' ')).toEqual([]);
  });

  test('does not mind case or accents, of what is typed or of what is found', async () => {
    const { find } = await openLists();
    expect(await find('ANGELA')).toEqual(['ann']);
    expect(await find('ångela m')).toEqual(['ann']);
    expect(await find('вера')).toEqual(['cat']);
    expect(await find('an')).toEqual(['ben', 'ann']);
  });

  test('finds nobody with whom there is no conversation, or one that is out of sight', async () => {
    const { find, tell } = await openLists();
    expect(await find('dan')).toEqual([]);
    await tell('inbox-bob', inboxOf('ben', 'c-ben').left('blocked'));
    await tell('inbox-bob', inboxOf('ann', 'c-ann').cleared('m-ann'));
    expect(await find('an')).toEqual([]);
  });

  test('walks page by page, newest conversation first', async () => {
    const { database, schema, accounts } = await openLists();
    const schemas = { inbox: schema, accounts };
    const asked = { person: 'bob', text: 'a', limit: 1 };
    const first = await searchPeople(database, asked, schemas);
    const before = first.next ?? undefined;
    const second = await searchPeople(database, { ...asked, before }, schemas);
    expect(first.items).toMatchObject([{ other: 'ben', folder: 'inbox', name: people.ben }]);
    expect(second).toMatchObject({ items: [{ other: 'ann' }], next: null });
  });
});
