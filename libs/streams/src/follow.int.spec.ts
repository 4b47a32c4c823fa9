import { EventStoreDBClient } from '@eventstore/db-client';
import { spawnEventStore } from '@vestibule/local-eventstore';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fresh, hazards } from './hazards.words';
import { signal } from './signal';
import type { Recorded } from './streams';
import { followed, numbers, said, saidTo, until, whatOf } from './streams.words';

// These need fault switches or `kill -9`, so only the local server will do.
const local = process.env['EVENTSTORE_URL'] === undefined ? describe : describe.skip;

local('following over a bad connection', () => {
  const { store, open, kill } = hazards(async (where) =>
    spawnEventStore({ ...where, noise: true }),
  );

  test('E9 S21 a kill in the middle of slow work repeats and skips nothing', async () => {
    const [{ append, follow }, stream] = [await open(), fresh()];
    for (const page of numbers(4)) await append(stream, page * 500 - 1, saidTo(500));
    const seen: Recorded[] = [];
    const { stop } = follow({ prefixes: [stream], batchMax: 100 }, async (batch) => {
      // The client has read far ahead by now: what it holds is not handled yet.
      await wait(10);
      seen.push(...batch);
    });
    await until(() => seen.length >= 300);
    await (
      await kill()
    )();
    await until(() => seen.length >= 2_000);
    await stop();
    expect(seen.map(({ revision }) => revision)).toEqual(numbers(2_000));
  });

  test('E10 S23 a subscription outlives restarts and misses nothing', async () => {
    const troubles: string[] = [];
    const { append, follow } = await open({ onTrouble: (what) => troubles.push(what) });
    const stream = fresh();
    const seen: unknown[] = [];
    const { stop } = follow({ prefixes: [stream] }, async (batch) => {
      seen.push(...whatOf(batch));
    });
    for (const n of numbers(3)) {
      await until(async () => (await append(stream, n - 1, [said(n)])).type === 'appended');
      await until(() => seen.length === n + 1);
      await (
        await kill()
      )();
    }
    await until(async () => (await append(stream, 2, [said(3)])).type === 'appended');
    await until(() => seen.length === 4);
    await stop();
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(troubles).toContain('a subscription ended and is begun again');
  });

  test.each([
    ['gracefully', {}],
    ['with an error', { code: 14 }],
  ])('E10 a subscription that the store ends %s goes on', async (_, how) => {
    const [{ append, follow }, stream] = [await open(), fresh()];
    const seen: unknown[] = [];
    await store().fault({ kind: 'endSubscription', after: 30, ...how });
    await append(stream, -1, saidTo(50));
    const { stop } = follow({ prefixes: [stream], batchMax: 7 }, async (batch) => {
      seen.push(...whatOf(batch));
    });
    await until(() => seen.length >= 50);
    await append(stream, 49, [said('end')]);
    await until(() => seen.at(-1) === 'end');
    await stop();
    expect(seen).toEqual([...numbers(50), 'end']);
    expect((await store().stats())['endSubscription']).toBeGreaterThan(0);
  });

  test('E10 a subscription without an answer is begun again', async () => {
    const troubles: unknown[] = [];
    const onTrouble = (_: string, cause: unknown): void => void troubles.push(cause);
    const [streams_, stream] = [await open({ readTimeoutMs: 500, onTrouble }), fresh()];
    await streams_.append(stream, -1, [said('a')]);
    await store().fault({ kind: 'silence', match: { method: 'subscribe' } });
    expect(whatOf(await followed(streams_, { prefixes: [stream] }, 1))).toEqual(['a']);
    expect(String(troubles[0])).toContain('not confirmed within 500 ms');
  });

  test('E10 S22 reports the end of the log again after it lagged', async () => {
    const [{ append, follow }, stream] = [await open(), fresh()];
    const told: unknown[] = [];
    const caughtUp = (): void => void told.push('caught up');
    const { stop } = follow({ prefixes: [stream], caughtUp }, async (batch) => {
      told.push(...whatOf(batch));
    });
    await until(() => told.length === 1);
    await store().fault({ kind: 'lag', ms: 200 });
    await append(stream, -1, [said('a')]);
    await until(() => told.length === 3);
    await stop();
    expect(told).toEqual(['caught up', 'a', 'caught up']);
  });

  test('E15 ends at an event that cannot be read, behind the ones before it', async () => {
    const [{ append, follow }, stream] = [await open(), fresh()];
    const operator = EventStoreDBClient.connectionString(store().url);
    await append(stream, -1, [said('a'), said('b')]);
    const broken = { id: randomUUID(), type: 'Broken', data: Buffer.from('bytes') };
    await operator.appendToStream(stream, {
      ...broken,
      contentType: 'application/octet-stream',
      metadata: {},
    });
    await operator.dispose();
    const seen: unknown[] = [];
    const { ended } = follow({ prefixes: [stream] }, async (batch) => {
      seen.push(...whatOf(batch));
    });
    await expect(ended).rejects.toMatchObject({
      name: 'UnreadableEventError',
      stream,
      revision: 2,
    });
    expect(seen).toEqual(['a', 'b']);
  });

  test('leaves no subscription open that was stopped', async () => {
    const { follow } = await open();
    const followings = numbers(5).map(() => follow({ prefixes: [fresh()] }, async () => undefined));
    await until(async () => (await store().stats())['calls'] === 6);
    await Promise.all(followings.map(async ({ stop }) => stop()));
    await until(async () => (await store().stats())['calls'] === 1);
  });

  test('takes little more from the store than two batches while the reader is stuck', async () => {
    const ends: string[] = [];
    const [{ append, follow, read }, stream] = [
      await open({ onTrouble: (what) => ends.push(what) }),
      fresh(),
    ];
    for (const page of numbers(20)) await append(stream, page * 500 - 1, saidTo(500));
    const work = signal();
    let seen = 0;
    const { stop } = follow({ prefixes: [stream], batchMax: 50 }, async (batch) => {
      await work.raised;
      seen += batch.length;
    });
    await read(stream); // in this time everything could have arrived
    const restart = await kill();
    work.raise();
    await until(() => ends.includes('a subscription ended and is begun again'));
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(3_000);
    await restart();
    await until(() => seen === 10_000);
    await stop();
  });
});
