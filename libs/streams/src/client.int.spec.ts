import { EventStoreDBClient } from '@eventstore/db-client';
import { spawnEventStore } from '@vestibule/local-eventstore';
import { randomUUID } from 'node:crypto';
import { appended, fresh, hazards, insist } from './hazards.words';
import { numbers, said, until, whatOf } from './streams.words';

// These need fault switches or `kill -9`, so only the local server will do.
const local = process.env['EVENTSTORE_URL'] === undefined ? describe : describe.skip;

const unknown = expect.objectContaining({ type: 'unknown' }) as unknown;

local('what the client does wrong', () => {
  const { store, open, happened } = hazards(spawnEventStore);

  test('E4 a failing read leaves the appends under way alone', async () => {
    const [{ append, read }, slow, stream] = [
      await open({ appendTimeoutMs: 3_000 }),
      fresh(),
      fresh(),
    ];
    await store().fault({ kind: 'slowSync', ms: 300, times: 2 });
    const appending = append(slow, -1, [said('a')]);
    await store().fault({ kind: 'unavailable', match: { method: 'read' } });
    expect(await read(stream)).toEqual([]);
    expect(await happened('unavailable')).toBeGreaterThan(0);
    expect(await appending).toEqual(appended(0));
  });

  test('E5 an answer that nobody waits for ends its connection, and nothing else', async () => {
    const troubles: string[] = [];
    const { append } = await open({ onTrouble: (what) => troubles.push(what) });
    const [stream, other, events] = [fresh(), fresh(), [said('a')]];
    await store().fault({ kind: 'lateAnswer', match: { method: 'append', stream } });
    expect(await append(stream, -1, events)).toEqual(unknown);
    await until(() => troubles.length > 0);
    expect(await insist(() => append(stream, -1, events))).toEqual(appended(0));
    expect(await insist(() => append(other, -1, events))).toEqual(appended(0));
  });

  test('E6 a conflict tells the true revision', async () => {
    const [{ append }, stream] = [await open(), fresh()];
    await append(
      stream,
      -1,
      numbers(42).map((n) => said(n)),
    );
    expect(await append(stream, 3, [said('late')])).toEqual({ type: 'conflict', revision: 41 });
  });

  test('E8 leaves no call open, not even of a read without an answer', async () => {
    const [{ append, read, last, head, keepLast }, stream] = [
      await open({ readTimeoutMs: 3_000 }),
      fresh(),
    ];
    await append(
      stream,
      -1,
      numbers(500).map((n) => said(n)),
    );
    await append(
      stream,
      499,
      numbers(500).map((n) => said(n)),
    );
    await append(
      stream,
      999,
      numbers(500).map((n) => said(n)),
    );
    await store().fault({ kind: 'silence', match: { method: 'read', stream: `${stream}-silent` } });
    await expect(read(`${stream}-silent`)).rejects.toThrow(/longer than 3000 ms/);
    await Promise.all([read(stream), read(stream, 700), last(stream), head()]);
    await keepLast(stream, 5);
    await until(async () => (await store().stats())['calls'] === 1);
  });

  test('E12 sends all appends on one call', async () => {
    const { append } = await open();
    const during = Promise.all(numbers(300).map((n) => append(`${fresh()}-${n}`, -1, [said(n)])));
    expect((await store().stats())['calls']).toBe(1);
    expect(await during).toEqual(numbers(300).map(() => appended(0)));
  });

  test('E14 a failure that proves nothing is unknown', async () => {
    const { append, read } = await open();
    const faults = ['error', 'unavailable', 'drop', 'commitThenDrop', 'actLate', 'diskFull'];
    for (const kind of faults) {
      const [stream, events] = [fresh(), [said(kind)]];
      await store().fault({ kind, code: 13, ms: 50, match: kind === 'diskFull' ? {} : { stream } });
      expect({ kind, result: await append(stream, -1, events) }).toEqual({ kind, result: unknown });
      await store().clearFaults();
      expect(await insist(() => append(stream, -1, events))).toEqual(appended(0));
      expect(whatOf(await read(stream))).toEqual([kind]);
    }
  });

  test('E15 an event that is no JSON object cannot be read', async () => {
    const [{ append, read, last }, stream] = [await open(), fresh()];
    const operator = EventStoreDBClient.connectionString(store().url);
    await append(stream, -1, [said('a')]);
    const broken = {
      id: randomUUID(),
      type: 'Broken',
      contentType: 'application/json',
      data: 'text',
    } as const;
    await operator.appendToStream(stream, { ...broken, metadata: {} });
    await operator.dispose();
    const error = { name: 'UnreadableEventError', stream, revision: 1 };
    await expect(read(stream)).rejects.toMatchObject(error);
    await expect(last(stream)).rejects.toMatchObject(error);
  });

  test('E16 a stream that somebody deleted is not taken for a new one', async () => {
    const [{ append }, stream] = [await open(), fresh()];
    const operator = EventStoreDBClient.connectionString(store().url);
    await append(stream, -1, [said('a'), said('b')]);
    await operator.deleteStream(stream);
    await operator.dispose();
    expect(await append(stream, -1, [said('c')])).toEqual(unknown);
  });

  test('E18 takes a burst as the very first thing', async () => {
    const [{ append }, stream] = [await open({ appendTimeoutMs: 5_000 }), fresh()];
    const burst = numbers(1_000).map((n) => append(`${stream}-${n}`, -1, [said(n)]));
    expect(await Promise.all(burst)).toEqual(numbers(1_000).map(() => appended(0)));
  });
});
