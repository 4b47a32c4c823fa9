import { randomUUID } from 'node:crypto';
import { type EventStoreDBClient, binaryEvent, jsonEvent } from '@eventstore/db-client';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import type { LocalServer } from '@vestibule/local-server';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import {
  append,
  batchRequest,
  clientOf,
  event,
  newData,
  rawClientOf,
  readIds,
  until,
} from './eventstore.words';
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

describe('an append', () => {
  test('takes every form of expected revision, and refuses with the true one', async () => {
    const stream = newStream();
    expect(await append(client, [stream, 'stream_exists'], event())).toEqual({
      type: 'wrong-expected-version',
      actual: 'no_stream',
    });
    expect(await append(client, [stream, 3n], event())).toMatchObject({ actual: 'no_stream' });
    expect(await append(client, [stream, 'no_stream'], event())).toMatchObject({ revision: 0n });
    expect(await append(client, [stream, 0n], event())).toMatchObject({ revision: 1n });
    expect(await append(client, [stream, 'any'], event())).toMatchObject({ revision: 2n });
    expect(await append(client, [stream, 'stream_exists'], event())).toMatchObject({
      revision: 3n,
    });
    for (const wrong of [0n, 9n, 'no_stream'] as const)
      expect(await append(client, [stream, wrong], event())).toEqual({
        type: 'wrong-expected-version',
        actual: 3n,
      });
  });

  test('that is repeated succeeds with the first answer, and writes nothing', async () => {
    const stream = newStream();
    const events = ids(3).map((id) => event(id));
    const first = await append(client, [stream, 'no_stream'], events);
    await append(client, [stream, 2n], event());
    expect(await append(client, [stream, 'no_stream'], events)).toEqual(first);
    expect(await append(client, [stream, 'any'], events)).toEqual(first);
    expect(await append(client, [stream, 'no_stream'], [events[0]!, event()])).toMatchObject({
      type: 'wrong-expected-version',
      actual: 3n,
    });
    expect(await readIds(client, stream)).toHaveLength(4);
  });

  test('keeps data, metadata, types, ids and unicode', async () => {
    const stream = newStream();
    const [one, two] = ids(2);
    await client.appendToStream(stream, [
      jsonEvent({
        id: one!,
        type: 'Grüße',
        data: { text: '𝄞 é' },
        metadata: { $correlationId: 'c' },
      }),
      binaryEvent({ id: two!.toUpperCase(), type: 'raw', data: Buffer.from([0, 255, 10]) }),
    ]);
    const found = [];
    for await (const { event: stored } of client.readStream(stream)) found.push(stored);
    expect(found[0]).toMatchObject({
      id: one,
      type: 'Grüße',
      isJson: true,
      data: { text: '𝄞 é' },
      metadata: { $correlationId: 'c' },
    });
    expect(found[1]).toMatchObject({ id: two, type: 'raw', isJson: false });
    expect(Buffer.from(found[1]?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 10]));
    expect(Math.abs((found[0]?.created.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('in several messages is one: all or nothing, consecutive and adjacent', async () => {
    const stream = newStream();
    const events = ids(200).map((id) => event(id, { text: 'x'.repeat(1_000) }));
    const other = Array.from({ length: 20 }, () => client.appendToStream(newStream(), event()));
    const written = client.appendToStream(stream, events, { batchAppendSize: 20_000 });
    await Promise.all([written, ...other]);
    const inAll: string[] = [];
    for await (const { event: one } of client.readAll()) inAll.push(one?.streamId ?? '');
    const from = inAll.indexOf(stream);
    expect(inAll.slice(from, from + 200).every((name) => name === stream)).toBe(true);
    expect(await readIds(client, stream)).toHaveLength(200);
  });

  test('above the size limit is refused with the limit, and the connection goes on', async () => {
    const stream = newStream();
    const large = [event(undefined, { text: 'x'.repeat(1 << 20) })];
    await expect(client.appendToStream(stream, large)).rejects.toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 1 << 20,
    });
    const parts = Array.from({ length: 30 }, () => event(undefined, { text: 'x'.repeat(100_000) }));
    await expect(
      client.appendToStream(stream, parts, { batchAppendSize: 150_000 }),
    ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
    expect(await append(client, [stream, 'no_stream'], event())).toMatchObject({ revision: 0n });
  });

  test('with a bad name, or a deadline that has passed, writes nothing', async () => {
    const stream = newStream();
    expect(await append(client, ['', 'any'], event())).toMatchObject({ type: 'unknown' });
    expect(await append(client, [`${stream}\n`, 'any'], event())).toMatchObject({
      type: 'unknown',
    });
    await expect(client.appendToStream(stream, event(), { deadline: -1 })).rejects.toMatchObject({
      type: 'deadline-exceeded',
    });
    expect(await readIds(client, stream)).toBe('stream-not-found');
  });

  test('whose last part never comes writes nothing, and times out at its deadline', async () => {
    const raw = rawClientOf(server);
    const streams = [newStream(), newStream(), newStream()] as const;
    const part = (stream: string): BatchAppendReq => batchRequest(stream).setIsFinal(false);
    const late = part(streams[2]);
    const done = [raw.batchAppend(), raw.batchAppend()] as const;
    done[0].on('data', () => {}).write(part(streams[0]));
    done[0].end();
    await new Promise((resolve) => done[0].on('end', resolve));
    done[1].on('error', () => {}).write(part(streams[1]));
    const deadline = Timestamp.fromDate(new Date(Date.now() + 60));
    late.getOptions()!.setDeadline(deadline);
    const call = raw.batchAppend();
    const answered = new Promise<BatchAppendResp>((resolve) => call.once('data', resolve));
    call.write(late);
    const answer = await answered;
    expect(answer.getError()?.getDetails()?.getTypeName()).toBe('event_store.client.Timeout');
    late.clearOptions();
    call.write(late.setIsFinal(true));
    done[1].cancel();
    call.end();
    await new Promise((resolve) => call.on('end', resolve));
    for (const stream of streams) expect(await readIds(client, stream)).toBe('stream-not-found');
    raw.close();
  });

  test('of many at one revision is won by exactly one, and the losers see what they are told', async () => {
    const stream = newStream();
    const told = await Promise.all(
      Array.from({ length: 24 }, async () => {
        const answer = await append(client, [stream, 'no_stream'], event());
        return { answer, seen: await readIds(client, stream) };
      }),
    );
    expect(told.filter(({ answer }) => answer.type === 'written')).toHaveLength(1);
    told.forEach(({ answer, seen }) => {
      expect(answer).toMatchObject(answer.type === 'written' ? { revision: 0n } : { actual: 0n });
      expect(seen).toHaveLength(1);
    });
  });
});

test('what is not implemented is refused by name', async () => {
  const credentials = { username: 'admin', password: 'changeit' };
  await expect(client.appendToStream(newStream(), event(), { credentials })).rejects.toThrow(
    /UNIMPLEMENTED.*append/i,
  );
  await expect(client.listProjections()).rejects.toThrow(/UNIMPLEMENTED/);
});

test('no call is left open on the server but the one for appends', async () => {
  await until('only the batch call is open', () => server.stats()['calls'] === 1);
  expect(server.stats()['connections']).toBe(1);
});
