import { unreadOf } from './inbox-counts';
import { requestsUpTo, positionOf } from './inbox-positions';
import {
  annsInbox,
  bobsInbox,
  folders,
  fromAnn,
  fromBob,
  openInboxes,
  openRequest,
  view,
} from './inbox-scene.words';
import { inboxOf, removed, sent, suppressed, unsent } from './inbox.words';
import { prepare } from './prepare';
import { rebuild } from './rebuild';

const atMs = 8_000;

/** Ann and Bob talk: m1 and m3 of Ann, m2 of Bob, and m4 of Ann that Bob never got. */
const openChat = async () => {
  const scene = await openInboxes();
  const { tell } = scene;
  await tell(
    'pair-c',
    sent('m1', fromAnn),
    sent('m2', { ...fromBob, view: 'open' }),
    sent('m3', { ...fromAnn, view: 'open' }),
    suppressed('m4', { ...fromAnn, view: 'open' }),
  );
  await tell(
    'inbox-ann',
    annsInbox.placed('m1', 'sent'),
    annsInbox.placed('m2', 'inbox'),
    annsInbox.placed('m3', 'sent'),
    annsInbox.placed('m4', 'sent'),
  );
  await tell(
    'inbox-bob',
    bobsInbox.placed('m1', 'requests'),
    bobsInbox.moved('inbox'),
    bobsInbox.placed('m2', 'sent'),
    bobsInbox.placed('m3', 'inbox'),
  );
  return scene;
};

describe('what is read', () => {
  test('is no longer unread, in whatever order the lists stand', async () => {
    const { tell, listed, read } = await openChat();
    const before = await listed('bob', 'inbox');
    expect(before).toMatchObject([{ unread: 2 }]);
    await tell('inbox-bob', bobsInbox.read('m1'));
    expect(await listed('bob', 'inbox')).toEqual([{ ...before[0], unread: 1 }]);
    expect((await read('bob')).map((one) => one.read)).toEqual([false, true, true]);
    await tell('inbox-bob', bobsInbox.read('m3'), bobsInbox.read('m1'));
    expect(await listed('bob', 'inbox')).toMatchObject([{ unread: 0 }]);
  });

  test('that nobody placed here changes nothing', async () => {
    const { tell, listed } = await openChat();
    const before = await listed('bob', 'inbox');
    await tell('inbox-bob', bobsInbox.read('m4'), bobsInbox.unchanged());
    expect(await listed('bob', 'inbox')).toEqual(before);
  });

  test('is seen by its sender once a receipt is shown, suppressed messages and all', async () => {
    const { tell, read } = await openChat();
    const seen = async () => (await read('ann')).map((one) => one.seen);
    expect(await seen()).toEqual([false, false, false, false]);
    await tell('inbox-ann', annsInbox.shown('m1'));
    expect(await seen()).toEqual([false, false, false, true]);
    await tell('inbox-ann', annsInbox.placed('m5', 'sent'));
    await tell('pair-c', sent('m5', { ...fromAnn, view: 'open' }));
    await tell('inbox-ann', annsInbox.shown('m5'));
    expect(await seen()).toEqual([true, true, true, false, true]);
  });
});

describe('unread conversations', () => {
  const openMany = async () => {
    const scene = await openInboxes();
    const place = async (id: string, folder: 'inbox' | 'requests' | 'hidden') => {
      await scene.tell(`pair-${id}`, sent(`m-${id}`, fromAnn));
      await scene.tell('inbox-bob', inboxOf('ann', id).placed(`m-${id}`, folder));
    };
    await place('c1', 'inbox');
    await place('c2', 'requests');
    await place('c3', 'hidden');
    const unread = async () => unreadOf(scene.database, { person: 'bob', atMs }, scene.schemas);
    return { ...scene, unread };
  };

  test('seed 14: are counted by folder, and hidden ones never on the badge', async () => {
    const { unread } = await openMany();
    expect(await unread()).toEqual({ inbox: 1, requests: 1, hidden: 1, declined: 0, badge: 2 });
  });

  test('seed 38: that are muted stay unread, off the badge, as long as they are muted', async () => {
    const { tell, unread, listed } = await openMany();
    await tell(
      'inbox-bob',
      inboxOf('ann', 'c1').muted(atMs + 1),
      inboxOf('ann', 'c2').muted(null, true),
    );
    expect(await unread()).toMatchObject({ inbox: 1, requests: 1, badge: 0 });
    expect(await listed('bob', 'inbox')).toMatchObject([{ mutedUntilMs: atMs + 1 }]);
    expect(await listed('bob', 'requests')).toMatchObject([{ mutedForever: true }]);
    await tell('inbox-bob', inboxOf('ann', 'c1').muted(atMs), inboxOf('ann', 'c2').muted(null));
    expect(await unread()).toMatchObject({ badge: 2 });
  });

  test('are none once what was unread is read, deleted or taken back', async () => {
    const { tell, unread } = await openMany();
    await tell(
      'inbox-bob',
      inboxOf('ann', 'c1').deleted('m-c1'),
      inboxOf('ann', 'c2').read('m-c2'),
    );
    await tell('inbox-bob', inboxOf('ann', 'c3').takenBack('m-c3'));
    expect(await unread()).toEqual({ inbox: 0, requests: 0, hidden: 0, declined: 0, badge: 0 });
  });

  test('edge 42: are hidden with the whole request once a later message is', async () => {
    const { tell, unread } = await openMany();
    await tell('pair-c2', sent('m-5', fromAnn));
    await tell('inbox-bob', inboxOf('ann', 'c2').placed('m-5', 'hidden'));
    expect(await unread()).toMatchObject({ requests: 0, hidden: 2, badge: 1 });
  });
});

describe('seed 39: what a person takes out of sight', () => {
  test('edge 33: is one message, which the other keeps', async () => {
    const { tell, readIds } = await openChat();
    await tell('inbox-bob', bobsInbox.deleted('m1'), bobsInbox.deleted('m2'));
    expect(await readIds('bob')).toEqual(['m3']);
    expect(await readIds('ann')).toEqual(['m4', 'm3', 'm2', 'm1']);
  });

  test('edge 34: is a history, and the chat is back with its next message alone', async () => {
    const { tell, listed, readIds } = await openChat();
    await tell('inbox-bob', bobsInbox.cleared('m3'));
    for (const folder of folders) expect(await listed('bob', folder)).toEqual([]);
    expect(await readIds('bob')).toEqual([]);
    await tell('pair-c', sent('m5', { ...fromAnn, view: 'open' }));
    await tell('inbox-bob', bobsInbox.placed('m5', 'inbox'));
    expect(await readIds('bob')).toEqual(['m5']);
    expect(await listed('bob', 'inbox')).toMatchObject([{ status: 'open', unread: 1 }]);
  });

  test('stays where it is if it is newer than what was named', async () => {
    const { tell, listed, readIds } = await openChat();
    await tell('inbox-bob', bobsInbox.cleared('m2'));
    expect(await readIds('bob')).toEqual(['m3']);
    expect(await listed('bob', 'inbox')).toMatchObject([{ unread: 1 }]);
    await tell('inbox-bob', bobsInbox.cleared('m4'));
    expect(await readIds('bob')).toEqual(['m3']);
  });
});

describe('a message that is unsent or removed', () => {
  test('is read by nobody, and its text is gone from the rows', async () => {
    const { tell, readIds, database, schema } = await openChat();
    await tell('pair-c', unsent('m1'), removed('m4'));
    await tell('inbox-bob', bobsInbox.takenBack('m1'));
    expect(await readIds('bob')).toEqual(['m3', 'm2']);
    expect(await readIds('ann')).toEqual(['m3', 'm2']);
    const rows = await database.query<{ body: object }>(
      `select body from ${schema}.messages where taken`,
    );
    const empty = { body: { text: '', attachment: null } };
    expect(rows).toEqual([empty, empty]);
  });

  test('is out of sight although the inbox did not remember it', async () => {
    const { tell, readIds } = await openChat();
    await tell('pair-c', unsent('m3'));
    expect(await readIds('bob')).toEqual(['m2', 'm1']);
  });
});

test('a mask is told to whom it covers a text, and to no other', async () => {
  const { tell, read } = await openRequest();
  await tell('pair-c', sent('m2', fromAnn));
  await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
  await tell('inbox-bob', bobsInbox.placed('m2', 'requests', { masked: true }));
  expect((await read('bob')).map(({ masked }) => masked)).toEqual([true, false]);
  expect((await read('ann')).map(({ masked }) => masked)).toEqual([false, false]);
});

test('an expired request lies in the declined list, and says so', async () => {
  const { tell, listed } = await openRequest();
  await tell('inbox-bob', bobsInbox.moved('declined', true));
  expect(await listed('bob', 'declined')).toMatchObject([{ status: 'expired' }]);
});

test('seed 12: a conversation stays in both inboxes until a block', async () => {
  const { tell, listed } = await openChat();
  await tell('inbox-bob', bobsInbox.happened('ConversationEnded'));
  expect(await listed('bob', 'inbox')).toHaveLength(1);
  await tell('inbox-bob', bobsInbox.left('blocked'));
  expect(await listed('bob', 'inbox')).toEqual([]);
  expect(await listed('ann', 'inbox')).toHaveLength(1);
});

describe('seed 46: a bulk answer', () => {
  const openRequests = async () => {
    const scene = await openInboxes();
    const place = async (id: string, message: string, folder: 'requests' | 'hidden') => {
      await scene.tell(`pair-${id}`, sent(message, fromAnn));
      await scene.tell('inbox-bob', inboxOf('ann', id).placed(message, folder));
    };
    await place('c1', 'm1', 'requests');
    await place('c2', 'm2', 'hidden');
    await place('c3', 'm3', 'requests');
    const upTo = async (position: number, more: { folder?: 'requests' | 'hidden' } = {}) => {
      const asked = { person: 'bob', position, limit: 10, ...more };
      const { items } = await requestsUpTo(scene.database, asked, scene.schemas);
      return items.map(({ conversationId, newest }) => [conversationId, newest]);
    };
    return { ...scene, place, upTo };
  };

  test('is about what was placed up to a position of one’s own inbox', async () => {
    const { upTo, place } = await openRequests();
    expect(await upTo(1)).toEqual([
      ['c2', 'm2'],
      ['c1', 'm1'],
    ]);
    expect(await upTo(2, { folder: 'requests' })).toEqual([
      ['c3', 'm3'],
      ['c1', 'm1'],
    ]);
    await place('c1', 'm4', 'requests');
    expect(await upTo(2)).toEqual([
      ['c3', 'm3'],
      ['c2', 'm2'],
    ]);
    expect(await upTo(3)).toContainEqual(['c1', 'm4']);
  });

  test('is not about what is answered, or cleared', async () => {
    const { upTo, tell } = await openRequests();
    await tell(
      'inbox-bob',
      inboxOf('ann', 'c1').moved('declined'),
      inboxOf('ann', 'c3').cleared('m3'),
    );
    expect(await upTo(9)).toEqual([['c2', 'm2']]);
  });

  test('walks page by page', async () => {
    const { database, schemas } = await openRequests();
    const asked = { person: 'bob', position: 9, limit: 2 };
    const first = await requestsUpTo(database, asked, schemas);
    const second = await requestsUpTo(
      database,
      { ...asked, before: first.next ?? undefined },
      schemas,
    );
    const ids = [...first.items, ...second.items].map(({ conversationId }) => conversationId);
    expect([ids, second.next]).toEqual([['c3', 'c2', 'c1'], null]);
  });

  test('edge 83: can wait for the position that its rows have reached', async () => {
    const { database, schema } = await openRequests();
    expect(await positionOf(database, 'bob', schema)).toBe(2);
    expect(await positionOf(database, 'eve', schema)).toBe(-1);
  });
});

test('rows are rebuilt byte for byte, however the events were cut into batches', async () => {
  const { streams, write, project, schema, database } = await openInboxes();
  const { placed, moved, read, cleared, deleted, takenBack, muted, shown } = bobsInbox;
  const pair = await write(
    'pair-c',
    ...['m1', 'm2', 'm3'].map((id) => sent(id, fromAnn)),
    sent('m4', { ...fromBob, view: 'open' }),
    unsent('m2'),
  );
  const inbox = await write(
    'inbox-bob',
    placed('m1', 'requests', { masked: true }),
    placed('m2', 'requests', { links: 'inert' }),
    read('m1'),
    moved('declined'),
    moved('inbox'),
    placed('m3', 'inbox'),
    placed('m4', 'sent'),
    takenBack('m2'),
    shown('m4'),
    muted(9_000),
    deleted('m3'),
    read('m3'),
    cleared('m1'),
    muted(null, true),
  );
  await project(pair);
  for (const event of inbox) await project([event]);
  const rebuilt = await rebuild({ view, database, streams, schema, dryRun: true });
  expect(rebuilt).toMatchObject({ equal: true, difference: null, stuck: 0 });
});

test('tables of an earlier release get the columns that came later', async () => {
  const { database, schema, tell, listed } = await openRequest();
  const later = [
    'messages drop column taken',
    'placements drop column masked, drop column gone, drop column inert',
    `conversations drop column placed, drop column theirs, drop column read_to,
       drop column cleared_to, drop column cleared, drop column muted_until_ms,
       drop column muted_forever, drop column seen_to, drop column seen_at_ms, drop column gaps`,
  ];
  for (const change of later) await database.query(`alter table ${schema}.${change}`);
  await prepare(database, view, schema);
  expect(await listed('bob', 'requests')).toMatchObject([{ unread: 1, mutedForever: false }]);
  await tell('pair-c', sent('m2', fromAnn));
  await tell('inbox-bob', bobsInbox.placed('m2', 'requests'), bobsInbox.read('m2'));
  expect(await listed('bob', 'requests')).toMatchObject([{ unread: 0 }]);
});
