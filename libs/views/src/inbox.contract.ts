import { countsOf } from './inbox-counts';
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
import { sent, suppressed } from './inbox.words';
import { all, contentIn, projectorFor, world } from './views.words';

test('a request is pending for one and a request for the other', async () => {
  const { listed, read, database, schemas } = await openRequest();
  expect(await listed('ann', 'inbox')).toEqual([
    {
      conversationId: 'c',
      other: 'bob',
      folder: 'inbox',
      status: 'pending',
      lastAtMs: 6_000,
      unanswered: 0,
      unread: 0,
      newest: null,
      mutedUntilMs: null,
      mutedForever: false,
    },
  ]);
  expect(await listed('bob', 'requests')).toMatchObject([
    { status: 'request', unanswered: 1, newest: 'm1', other: 'ann' },
  ]);
  expect(await countsOf(database, 'bob', schemas)).toEqual({
    inbox: 0,
    requests: 1,
    hidden: 0,
    declined: 0,
  });
  const body = { text: 'text of m1', attachment: null };
  const message = { messageId: 'm1', from: 'ann', kind: 'text', body, atMs: 5_000 };
  const marks = { masked: false, inert: false, seen: false };
  expect(await read('ann')).toEqual([{ ...message, ...marks, mine: true, read: true }]);
  expect(await read('bob')).toEqual([{ ...message, ...marks, mine: false, read: false }]);
});

test('an accepted request is open for both', async () => {
  const { tell, listed } = await openRequest();
  await tell('inbox-bob', bobsInbox.moved('inbox'));
  await tell('inbox-ann', annsInbox.happened('RequestAccepted'));
  expect(await listed('bob', 'requests')).toEqual([]);
  expect(await listed('bob', 'inbox')).toMatchObject([{ status: 'open' }]);
  expect(await listed('ann', 'inbox')).toMatchObject([{ status: 'open' }]);
});

test('a sender stands as the answer to the newest message said', async () => {
  const { tell, listed } = await openRequest();
  await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
  expect(await listed('ann', 'inbox')).toMatchObject([{ status: 'pending' }]);
  await tell('pair-c', sent('m2', { ...fromAnn, view: 'open' }));
  expect(await listed('ann', 'inbox')).toMatchObject([{ status: 'open' }]);
  await tell('inbox-ann', annsInbox.happened('ConversationEnded'));
  expect(await listed('ann', 'inbox')).toMatchObject([{ status: 'ended' }]);
});

test('a declined request lies in the declined list, and the sender sees no difference', async () => {
  const { tell, listed } = await openRequest();
  const before = await listed('ann', 'inbox');
  await tell('inbox-bob', bobsInbox.moved('declined'));
  expect(await listed('bob', 'declined')).toMatchObject([{ status: 'declined' }]);
  expect(await listed('ann', 'inbox')).toEqual(before);
});

test('a withdrawn request leaves every list and cannot be read', async () => {
  const { tell, listed, readIds } = await openRequest();
  await tell('inbox-bob', bobsInbox.left('withdrawn'));
  for (const folder of folders) expect(await listed('bob', folder)).toEqual([]);
  expect(await readIds('bob')).toEqual([]);
  expect(await readIds('ann')).toEqual(['m1']);
  await tell('pair-c', sent('m2', fromAnn));
  await tell('inbox-bob', bobsInbox.placed('m2', 'requests'));
  expect(await readIds('bob')).toEqual(['m2']);
});

test('an accepted message stays history when a later request is withdrawn', async () => {
  const { tell, readIds } = await openRequest();
  await tell('pair-c', sent('m2', fromAnn));
  await tell(
    'inbox-bob',
    bobsInbox.moved('inbox'),
    bobsInbox.happened('ConversationEnded'),
    bobsInbox.placed('m2', 'requests'),
    bobsInbox.left('withdrawn'),
  );
  expect(await readIds('bob')).toEqual(['m1']);
});

test('a block takes a conversation out of the lists until it is lifted', async () => {
  const { tell, listed, readIds } = await openRequest();
  await tell('inbox-bob', bobsInbox.left('blocked'));
  for (const folder of folders) expect(await listed('bob', folder)).toEqual([]);
  await tell('inbox-bob', bobsInbox.returned('declined'));
  expect(await listed('bob', 'declined')).toMatchObject([{ status: 'declined' }]);
  expect(await readIds('bob')).toEqual(['m1']);
});

test('a suppressed message is read by its sender and by nobody else', async () => {
  const { tell, listed, read, database, schemas } = await openRequest();
  const before = await Promise.all([
    read('bob'),
    countsOf(database, 'bob', schemas),
    ...folders.map(async (folder) => listed('bob', folder)),
  ]);
  await tell('pair-c', suppressed('m2', { ...fromAnn, text: 'silent' }));
  await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
  const after = await Promise.all([
    read('bob'),
    countsOf(database, 'bob', schemas),
    ...folders.map(async (folder) => listed('bob', folder)),
  ]);
  expect(after).toEqual(before);
  expect((await read('ann')).map(({ body }) => body.text)).toEqual(['silent', 'text of m1']);
  expect(await read('eve')).toEqual([]);
});

test('a suppressed message stays unseen even where a bug would place it', async () => {
  const { tell, readIds } = await openRequest();
  await tell('pair-c', suppressed('m2', fromAnn));
  await tell('inbox-bob', bobsInbox.placed('m2', 'inbox'));
  expect(await readIds('bob')).toEqual(['m1']);
});

test('a message that was not placed is not seen, whoever it is for', async () => {
  const { tell, readIds } = await openRequest();
  await tell('pair-c', sent('m2', fromBob));
  expect(await readIds('ann')).toEqual(['m1']);
});

test('any text is kept as it was written', async () => {
  const { tell, read } = await openRequest();
  const text = 'nul \0, lone \ud800, "quoted" \\ 𝄞';
  await tell('pair-c', sent('m2', { ...fromAnn, text }));
  await tell('inbox-bob', bobsInbox.placed('m2', 'requests'));
  expect((await read('bob'))[0]?.body.text).toBe(text);
});

test('bodies and places may come in any order', async () => {
  const store = await openInboxes();
  await store.write('pair-c', sent('m1', fromAnn), suppressed('m2', fromAnn), sent('m3', fromBob));
  await store.write('inbox-ann', annsInbox.placed('m1', 'sent'), annsInbox.placed('m2', 'sent'));
  await store.write('inbox-bob', bobsInbox.placed('m1', 'hidden'), bobsInbox.moved('inbox'));
  await store.write('inbox-bob', bobsInbox.placed('m3', 'sent'));
  await store.write('inbox-ann', annsInbox.placed('m3', 'inbox'));
  const { streams, database } = store;
  const sources = [['pair-c'], ['inbox-ann'], ['inbox-bob']];
  const contents: (readonly string[])[] = [];
  for (const order of [sources, sources.toReversed(), [sources.flat()]]) {
    const schema = await world().schemaFor(view);
    const project = projectorFor({ view, database, streams, schema });
    for (const names of order) await project(await all(streams, ...names));
    contents.push(await contentIn(view, schema));
  }
  const [first, ...others] = contents;
  expect(first).toHaveLength(3 + 5 + 2);
  for (const content of others) expect(content).toEqual(first);
});
