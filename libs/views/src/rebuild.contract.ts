import { accountsView } from './accounts';
import { accountRows } from './account-rows';
import { inboxView } from './inbox';
import { inboxOf, sent, suppressed } from './inbox.words';
import { listConversations } from './inbox-queries';
import { seenAtMs, touch } from './project';
import { rebuild } from './rebuild';
import type { View } from './view';
import { followed, registered } from './account.words';
import { all, contentIn, openStore, projectorFor, world } from './views.words';

const [view, accounts] = [accountsView, ['ann', 'bob', 'cid', 'dan']];

const openScene = async () => {
  const { streams, write } = openStore();
  const { database } = world();
  const schema = await world().schemaFor(view);
  const project = projectorFor({ view, database, streams, schema });
  for (const name of accounts)
    await write(`account-${name}`, registered(name), followed(name, 'eve', 3_000));
  await project(await all(streams, ...accounts.map((name) => `account-${name}`)));
  const options = { view, database, streams, schema };
  return { streams, write, project, schema, database, options };
};

const schemasLike = async (schema: string) =>
  world().database.query(
    `select nspname from pg_namespace where nspname in ('${schema}_next', '${schema}_old')`,
  );

test('a rebuilt view is equal and takes over', async () => {
  const { schema, options } = await openScene();
  await touch(options, 70_000);
  const before = await contentIn(view, schema);
  const progress: number[] = [];
  const rebuilt = await rebuild({ ...options, onProgress: ({ events }) => progress.push(events) });
  expect(rebuilt).toMatchObject({ equal: true, switched: true, events: 8, stuck: 0, rows: 12 });
  expect(rebuilt.digest).toBe(rebuilt.liveDigest);
  expect(progress.at(-1)).toBe(8);
  expect(await contentIn(view, schema)).toEqual(before);
  expect(await seenAtMs(options)).toBe(70_000);
  expect(await schemasLike(schema)).toEqual([]);
});

test('two rebuilds are one', async () => {
  const { options } = await openScene();
  const [first, second] = [await rebuild(options), await rebuild(options)];
  expect(second).toEqual(first);
});

test('a live reader goes on across the switch', async () => {
  const { write, project, schema, options } = await openScene();
  const stopping = new AbortController();
  const live = async () => {
    for (let index = 0; !stopping.signal.aborted; index += 1)
      await project(await write('account-ann', followed('ann', `f${index}`, index)));
  };
  const living = live();
  const rebuilt = [await rebuild(options), await rebuild(options), await rebuild(options)];
  stopping.abort();
  await living;
  expect(rebuilt).toMatchObject(
    rebuilt.map(() => ({ equal: true, switched: true, difference: null })),
  );

  const other = await world().schemaFor(view);
  const again = projectorFor({ ...options, schema: other });
  await again(await all(options.streams, ...accounts.map((name) => `account-${name}`)));
  expect(await contentIn(view, schema)).toEqual(await contentIn(view, other));
});

test('what the live view takes in before the lock, the rebuilt one takes in as well', async () => {
  const { write, project, streams, options } = await openScene();
  const follow: typeof streams.follow = (...asked) => {
    const following = streams.follow(...asked);
    const stop = async () => {
      await following.stop();
      await project(await write('account-ann', followed('ann', 'late', 9_000)));
      await project(await write('account-new', registered('new')));
    };
    return { ...following, stop };
  };
  const rebuilt = await rebuild({ ...options, streams: { ...streams, follow } });
  expect(rebuilt).toMatchObject({ equal: true, switched: true, events: 8, rows: 15 });
});

test('a falsified row is found, and the view stays as it is', async () => {
  const { schema, database, options } = await openScene();
  await database.query(
    `update ${schema}.accounts set setting = 'everyone' where account_id = 'bob'`,
  );
  const rebuilt = await rebuild(options);
  expect(rebuilt).toMatchObject({ equal: false, switched: false });
  expect(rebuilt.difference).toMatchObject({
    table: 'accounts',
    row: 2,
    live: expect.stringContaining('everyone'),
    rebuilt: expect.stringContaining('standard'),
  });
  expect(rebuilt.digest).not.toBe(rebuilt.liveDigest);
  const [bob] = await accountRows(database.query, ['bob'], schema);
  expect(bob?.setting).toBe('everyone');
  expect(await schemasLike(schema)).toEqual([]);
});

test.each([
  ['a missing row', (schema: string) => `delete from ${schema}.follows where follower = 'dan'`],
  ['a row too many', (schema: string) => `insert into ${schema}.follows values ('z', 'z', 1)`],
  ['a lost mark', (schema: string) => `update ${schema}.marks set revision = 7`],
])('%s is found', async (_, falsify) => {
  const { schema, database, options } = await openScene();
  await database.query(falsify(schema));
  const rebuilt = await rebuild({ ...options, dryRun: true });
  expect(rebuilt).toMatchObject({ equal: false, switched: false });
});

test('force lets the rebuilt view take over all the same', async () => {
  const { schema, database, options } = await openScene();
  const before = await contentIn(view, schema);
  await database.query(`update ${schema}.accounts set setting = 'everyone'`);
  expect(await rebuild({ ...options, force: true })).toMatchObject({
    equal: false,
    switched: true,
  });
  expect(await contentIn(view, schema)).toEqual(before);
});

test('a dry run changes nothing', async () => {
  const { write, schema, options } = await openScene();
  await write('account-ann', followed('ann', 'late', 9_000));
  const before = await contentIn(view, schema);
  const rebuilt = await rebuild({ ...options, dryRun: true, force: true });
  expect(rebuilt).toMatchObject({ equal: true, switched: false, events: 9 });
  expect(await contentIn(view, schema)).toEqual(before);
  expect(await schemasLike(schema)).toEqual([]);
});

test('a live view that is behind is brought forward before the two are compared', async () => {
  const { write, schema, options } = await openScene();
  await write('account-ann', followed('ann', 'late', 9_000));
  await write('account-new', registered('new'));
  expect(await rebuild(options)).toMatchObject({ equal: true, switched: true, events: 10 });
  expect((await contentIn(view, schema)).join()).toContain('late');
});

test('a view that was lost comes back, with force', async () => {
  const { schema, database, options } = await openScene();
  const before = await contentIn(view, schema);
  await database.query(`drop schema ${schema} cascade`);
  expect(await rebuild({ ...options, force: true })).toMatchObject({ switched: true });
  expect(await contentIn(view, schema)).toEqual(before);
});

test('streams that cannot be applied are counted', async () => {
  const { write, options } = await openScene();
  await write('account-nul', registered('nul', { name: '\0' }));
  expect(await rebuild(options)).toMatchObject({ equal: true, stuck: 1 });
});

test('a store that is away leaves the live view as it was', async () => {
  const { schema, streams, options } = await openScene();
  const before = await contentIn(view, schema);
  const away = new Error('the store is away');
  const broken = {
    ...streams,
    follow: () => ({ stop: async () => undefined, ended: Promise.reject(away) }),
  };
  await expect(rebuild({ ...options, streams: broken })).rejects.toBe(away);
  expect(await contentIn(view, schema)).toEqual(before);
});

test('a rebuilt inbox shows no suppressed message either', async () => {
  const { streams, write } = openStore();
  const { database } = world();
  const inbox: View = inboxView;
  const schema = await world().schemaFor(inbox);
  const project = projectorFor({ view: inbox, database, streams, schema });
  const written = { from: 'ann', to: 'bob' };
  await project(await write('pair-c', sent('m1', written), suppressed('m2', written)));
  await project(await write('inbox-ann', inboxOf('bob').placed('m2', 'sent')));
  await project(await write('inbox-bob', inboxOf('ann').placed('m1', 'requests')));
  const asked = { person: 'bob', folder: 'requests' as const, limit: 5 };
  const schemas = { inbox: schema, accounts: await world().schemaFor(accountsView) };
  const before = await listConversations(database, asked, schemas);
  expect(await rebuild({ view: inbox, database, streams, schema })).toMatchObject({ equal: true });
  expect(await listConversations(database, asked, schemas)).toEqual(before);
});
