import { accountRows } from './account-rows';
import type { Stuck } from './apply';
import { HistoryError } from './complete';
import { stuckStreams } from './project';
import { annStream, bobStream, expectedContent, openScene, view } from './scene.words';
import type { View } from './view';
import { followed, phoneConfirmed, registered } from './account.words';
import { contentIn, openStore, projectorFor } from './views.words';

describe('a stream whose rows cannot be applied', () => {
  /** A release with a bug: it cannot take Bob's phone. */
  const buggy: View = {
    ...view,
    apply: async (query, schema, events) => {
      await view.apply(query, schema, events);
      if (events.some(({ type }) => type === 'PhoneConfirmed')) throw new TypeError('no phones');
    },
  };

  test.each([1, 3, 8])('is stuck before that event, in batches of %d', async (size) => {
    const { streams, schema, database, events, at } = await openScene();
    const alerts: Stuck[] = [];
    const alert = (stuck: Stuck) => void alerts.push(stuck);
    const project = projectorFor({ view: buggy, database, streams, schema, alert });
    for (let start = 0; start < events.length; start += size)
      await project(events.slice(start, start + size));

    const [ann] = await accountRows(database.query, ['ann'], schema);
    const [bob] = await accountRows(database.query, ['bob'], schema);
    expect([ann, bob]).toMatchObject([{ version: 3 }, { version: 0, phoneKey: null }]);
    expect(await stuckStreams(at)).toEqual([
      { stream: bobStream, revision: 0, reason: 'TypeError: no phones' },
    ]);
    expect(alerts[0]).toMatchObject({ view: 'accounts', stream: bobStream, revision: 0 });
  });

  test('heals with its next event, once the bug is gone', async () => {
    const { streams, schema, database, events, project, write, at } = await openScene();
    await projectorFor({ view: buggy, database, streams, schema })(events);
    await project(await write(bobStream, { type: 'Unheard', data: {} }));
    expect(await stuckStreams(at)).toEqual([]);
    const [bob] = await accountRows(database.query, ['bob'], schema);
    expect(bob).toMatchObject({ version: 4, phoneKey: 'key of bob' });
  });

  test('waits with its whole tail, however long, and stops nobody', async () => {
    const { streams, schema, database, write, at } = await openScene();
    const tail = Array.from({ length: 450 }, (_, index) => followed('bob', `f${index}`, index));
    await write(bobStream, ...tail);
    const last = (await write(bobStream, ...tail)).slice(-1);
    const [ann] = await streams.read(annStream);
    const project = projectorFor({ view: buggy, database, streams, schema });
    await project([...last, ...(ann ? [ann] : [])]);
    expect(await stuckStreams(at)).toMatchObject([{ stream: bobStream, revision: 0 }]);
    expect(await accountRows(database.query, ['ann'], schema)).toMatchObject([{ version: 0 }]);
  });

  test('is stuck when the database refuses its rows', async () => {
    const { schema, events, project, write, at } = await openScene();
    await project([...(await write('account-nul', registered('nul', { name: '\0' }))), ...events]);
    expect(await stuckStreams(at)).toMatchObject([{ stream: 'account-nul', revision: -1 }]);
    expect(await contentIn(view, schema)).toEqual(await expectedContent());
  });

  test('is stuck when it was closed for ever, and others go on', async () => {
    const { streams, schema, events, project, write, at } = await openScene();
    const [, second] = await write('account-cid', registered('cid'), phoneConfirmed('cid'));
    await streams.tombstone('account-cid');
    await project([...(second ? [second] : []), ...events]);
    expect(await stuckStreams(at)).toMatchObject([{ stream: 'account-cid' }]);
    expect(await contentIn(view, schema)).toEqual(await expectedContent());
  });
});

describe('a store that has less, or other events, than were applied', () => {
  test.each(['as many', 'fewer'])('stops the reader while it has %s', async (amount) => {
    const { project, events, schema, database } = await openScene();
    await project(events);
    const before = await contentIn(view, schema);
    const restored = openStore();
    const others = ['ann', 'b', 'c', 'd'].map((name) => registered('ann', { name }));
    const told = await restored.write(annStream, ...others.slice(0, amount === 'fewer' ? 2 : 4));
    const reader = projectorFor({ view, database, streams: restored.streams, schema });
    await expect(reader(told)).rejects.toThrow(HistoryError);
    expect(await contentIn(view, schema)).toEqual(before);
  });

  test('stops the reader while it lacks what was told', async () => {
    const { events, schema, database } = await openScene();
    const reader = projectorFor({ view, database, streams: openStore().streams, schema });
    await expect(reader(events.slice(2, 3))).rejects.toThrow(HistoryError);
  });
});
