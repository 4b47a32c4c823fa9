import * as fc from 'fast-check';
import { accountRows } from './account-rows';
import { seenAtMs, touch } from './project';
import { expectedContent, openScene, view } from './scene.words';
import type { Database } from './view';
import { deleted, followed, registered } from './account.words';
import { contentIn, projectorFor, world } from './views.words';

fc.configureGlobal({ seed: 42 }); // every run is the same run

test('rows are the same however the events come', async () => {
  const expected = await expectedContent();
  const { events } = await openScene();
  const deliveries = fc.array(
    fc.subarray(events, { minLength: 1 }).map((some) => some.toReversed()),
    {
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(
      deliveries,
      fc.shuffledSubarray(events, { minLength: 8 }),
      async (some, last) => {
        const scene = await openScene();
        const own = new Map(
          scene.events.map((event) => [`${event.stream}@${event.revision}`, event]),
        );
        for (const batch of [...some, last])
          await scene.project(
            batch.flatMap(({ stream, revision }) => own.get(`${stream}@${revision}`) ?? []),
          );
        expect(await contentIn(view, scene.schema)).toEqual(expected);
      },
    ),
    { numRuns: 8 },
  );
});

test('the newest event of each stream is enough: the store has the others', async () => {
  const { project, events, schema } = await openScene();
  await project(events.filter(({ revision }) => revision === 3));
  expect(await contentIn(view, schema)).toEqual(await expectedContent());
});

test('a history of more than one slice is applied to its end', async () => {
  const { project, write, schema } = await openScene();
  const many = Array.from({ length: 400 }, (_, index) => followed('cid', `f${index}`, index));
  await write('account-cid', registered('cid'), ...many);
  const last = (await write('account-cid', ...many, deleted('cid'))).slice(-1);
  await project(last);
  expect(await accountRows(world().database.query, ['cid'], schema)).toMatchObject([
    { version: 801, standing: 'deleted', name: null },
  ]);
  const content = await contentIn(view, schema);
  expect(content.filter((row) => row.includes('f1'))).toEqual([]);
});

test('streams of other kinds are passed over', async () => {
  const { project, write, schema } = await openScene();
  await project(await write('quota-ann', { type: 'QuotaReserved', data: {} }));
  expect(await contentIn(view, schema)).toEqual([]);
});

test('two readers with the same events change each row once', async () => {
  const { project, events, schema } = await openScene();
  await Promise.all([project(events), project(events.toReversed()), project(events.slice(3))]);
  expect(await contentIn(view, schema)).toEqual(await expectedContent());
});

describe('a reader that ends in the middle', () => {
  const crash = new Error('the process ended');

  test('before the commit leaves nothing, and the next one does it all', async () => {
    const { streams, schema, database, project, events } = await openScene();
    const dying: Database = {
      ...database,
      transaction: async (work) =>
        database.transaction(async (query) => {
          await work(query);
          throw crash;
        }),
    };
    const first = projectorFor({ view, database: dying, streams, schema });
    await expect(first(events)).rejects.toBe(crash);
    expect(await contentIn(view, schema)).toEqual([]);
    await project(events);
    expect(await contentIn(view, schema)).toEqual(await expectedContent());
  });

  test('after the commit is repeated without an effect', async () => {
    const { streams, schema, database, project, events } = await openScene();
    const dying: Database = {
      ...database,
      transaction: async (work) => {
        await database.transaction(work);
        throw crash;
      },
    };
    await expect(projectorFor({ view, database: dying, streams, schema })(events)).rejects.toBe(
      crash,
    );
    await project(events);
    expect(await contentIn(view, schema)).toEqual(await expectedContent());
  });
});

test('progress is the newest event, or the last time that nothing was missing', async () => {
  const { project, events, at } = await openScene();
  expect(await seenAtMs(at)).toBe(0);
  await project(events);
  expect(await seenAtMs(at)).toBe(9_000);
  await touch(at, 60_000);
  expect(await seenAtMs(at)).toBe(60_000);
  await touch(at, 50_000);
  expect(await seenAtMs(at)).toBe(60_000);
});
