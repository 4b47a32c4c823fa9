import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, type Position } from '@eventstore/db-client';
import type { LocalServer } from '@vestibule/local-server';
import { append, clientOf, event, newData, readIds } from './eventstore.words';
import { startEventStore } from './index';

let server: LocalServer;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore({ data: newData(), port: 0 });
  client = clientOf(server);
});

afterAll(async () => {
  await client.dispose();
  await server.close();
});

const newStream = (): string => `s-${randomUUID()}`;
const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

describe('a stream read', () => {
  test('goes both ways from start, end and revision, and counts', async () => {
    const stream = newStream();
    await client.appendToStream(
      stream,
      ids(5).map((id) => event(id)),
    );
    const revisions = async (options: Parameters<typeof readIds>[2]) =>
      ((await readIds(client, stream, options)) as readonly string[])
        .map((line) => line[0])
        .join('');
    expect(await revisions({})).toBe('01234');
    expect(await revisions({ fromRevision: 2n })).toBe('234');
    expect(await revisions({ fromRevision: 'end' })).toBe('');
    expect(await revisions({ maxCount: 2 })).toBe('01');
    expect(await revisions({ direction: 'backwards', fromRevision: 'end' })).toBe('43210');
    expect(await revisions({ direction: 'backwards', fromRevision: 2n, maxCount: 2 })).toBe('21');
    expect(await revisions({ direction: 'backwards', fromRevision: 'start' })).toBe('0');
    expect(await readIds(client, newStream())).toBe('stream-not-found');
  });

  test('obeys $maxCount and $tb, while $all still shows the rest', async () => {
    const stream = newStream();
    await client.setStreamMetadata(stream, { maxCount: 2 });
    const all = ids(4);
    for (const id of all) await client.appendToStream(stream, event(id));
    expect(await readIds(client, stream)).toEqual([`2 ${all[2]}`, `3 ${all[3]}`]);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await readIds(client, stream)).toEqual([`3 ${all[3]}`]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    expect(await append(client, [stream, 0n], event(all[1]))).toMatchObject({ actual: 3n });
    let shown = 0;
    for await (const { event: one } of client.readAll()) if (one?.streamId === stream) shown += 1;
    expect(shown).toBe(4);
  });
});

describe('deleting', () => {
  test('hides a stream until it is written again, behind its old revisions', async () => {
    const stream = newStream();
    await client.appendToStream(stream, [event(), event()]);
    await expect(client.deleteStream(stream, { expectedRevision: 0n })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 1n,
    });
    expect((await client.deleteStream(stream, { expectedRevision: 1n })).position).toBeDefined();
    expect(await readIds(client, stream)).toBe('stream-not-found');
    expect(await append(client, [stream, 'stream_exists'], event())).toMatchObject({ actual: 1n });
    const again = randomUUID();
    expect(await append(client, [stream, 'no_stream'], event(again))).toMatchObject({
      revision: 2n,
    });
    expect(await readIds(client, stream)).toEqual([`2 ${again}`]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 2 });
  });

  test('for ever closes a stream for appends, reads and deletes', async () => {
    const stream = newStream();
    await client.appendToStream(stream, event());
    await client.tombstoneStream(stream, { expectedRevision: 0n });
    expect(await append(client, [stream, 'any'], event())).toEqual({ type: 'stream-deleted' });
    expect(await readIds(client, stream)).toBe('stream-deleted');
    await expect(client.deleteStream(stream)).rejects.toMatchObject({ type: 'stream-deleted' });
    const last = [];
    const options = { direction: 'backwards', maxCount: 1 } as const;
    for await (const { event: one } of client.readAll({ ...options, fromPosition: 'end' }))
      last.push([one?.streamId, one?.type, one?.revision]);
    expect(last).toEqual([[stream, '$streamDeleted', 2n ** 63n - 1n]]);
  });
});

describe('$all', () => {
  const positions = async (options: Parameters<typeof client.readAll>[0]) => {
    const found: bigint[] = [];
    for await (const { event: one } of client.readAll(options)) found.push(one!.position.commit);
    return found;
  };
  const at = (commit: bigint): Position => ({ commit, prepare: commit });

  test('has rising positions, inclusive forwards and exclusive backwards', async () => {
    await client.appendToStream(newStream(), [event(), event(), event()]);
    const all = await positions({});
    expect(all).toEqual(all.toSorted((one, two) => Number(one - two)));
    const [first, second, third] = all.slice(-3);
    expect(await positions({ fromPosition: at(second!) })).toEqual([second, third]);
    const back = { direction: 'backwards', fromPosition: at(third!), maxCount: 2 } as const;
    expect(await positions(back)).toEqual([second, first]);
    expect(await positions({ fromPosition: 'end' })).toEqual([]);
    expect(await positions({ direction: 'backwards', fromPosition: 'start' })).toEqual([]);
  });

  test('refuses a position at which no record begins', async () => {
    const [first] = await positions({ maxCount: 1 });
    await expect(positions({ fromPosition: at(first! + 1n) })).rejects.toThrow(/No record begins/);
    await expect(positions({ fromPosition: at(2n ** 50n) })).rejects.toThrow(/INVALID_ARGUMENT/);
  });
});
