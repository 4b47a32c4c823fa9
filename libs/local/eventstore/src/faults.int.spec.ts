import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { Fault, LocalServer } from '@vestibule/local-server';
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
let stream: string;
let id: string;

beforeAll(async () => {
  server = await startEventStore({ data: newData(), port: 0 });
});

beforeEach(async () => {
  client = clientOf(server);
  [stream, id] = [`s-${randomUUID()}`, randomUUID()];
  await client.appendToStream('$warm', event());
});

afterEach(async () => {
  server.clearFaults();
  await client.dispose();
});

afterAll(() => server.close());

const happened = (kind: string): number => server.stats()[kind] ?? 0;
const write = () => append(client, [stream, 'no_stream'], event(id));
const stored = (): ReturnType<typeof readIds> => readIds(client, stream);

test('drop closes the connection and does nothing', async () => {
  server.fault({ kind: 'drop', match: { method: 'append', stream } });
  expect(await write()).toEqual({ type: 'unavailable' });
  expect(happened('drop')).toBe(1);
  expect(await stored()).toBe('stream-not-found');
});

test('commitThenDrop loses the answer only, and the retry succeeds once', async () => {
  server.fault({ kind: 'commitThenDrop', match: { stream } });
  expect(await write()).toEqual({ type: 'unavailable' });
  expect(await stored()).toEqual([`0 ${id}`]);
  expect(await write()).toMatchObject({ type: 'written', revision: 0n });
  expect(await stored()).toEqual([`0 ${id}`]);
});

test('actLate closes the connection now and appends later', async () => {
  server.fault({ kind: 'actLate', match: { stream }, ms: 60 });
  expect(await write()).toEqual({ type: 'unavailable' });
  expect(await stored()).toBe('stream-not-found');
  await until('it is there', async () => Array.isArray(await stored()));
});

test('commitThenSilence commits and never answers', async () => {
  server.fault({ kind: 'commitThenSilence', match: { stream } });
  let answered = false;
  void write().then(() => (answered = true));
  await until('it is there', async () => Array.isArray(await stored()));
  await append(client, ['other', 'any'], event());
  expect(answered).toBe(false);
});

test('silence takes a request and never answers, also the very first one', async () => {
  const fresh = clientOf(server);
  server.fault({ kind: 'silence', match: { method: 'features' } });
  let answered = false;
  void append(fresh, [stream, 'any'], event(id)).then(() => (answered = true));
  await until('the request was read', () => happened('silence') === 1);
  expect(await readIds(fresh, stream)).toBe('stream-not-found');
  expect(answered).toBe(false);
  await fresh.dispose();
});

test('lateAnswer keeps an answer for the next batch call', async () => {
  const raw = rawClientOf(server);
  const request = batchRequest(stream, id);
  server.fault({ kind: 'lateAnswer', match: { stream } });
  const first = raw.batchAppend();
  const early: BatchAppendResp[] = [];
  first.on('data', (answer: BatchAppendResp) => early.push(answer));
  first.write(request);
  await until('it is there', async () => Array.isArray(await stored()));
  first.end();
  await new Promise((resolve) => first.on('end', resolve));
  expect(early).toEqual([]);

  const second = raw.batchAppend();
  const late = await new Promise<BatchAppendResp>((resolve) => second.once('data', resolve));
  expect(late.getCorrelationId()?.getString()).toBe(request.getCorrelationId()?.getString());
  expect(late.hasSuccess()).toBe(true);
  second.end();
  await new Promise((resolve) => second.on('end', resolve));
  raw.close();
});

test('slowSync delays answers, while reads go on', async () => {
  server.fault({ kind: 'slowSync', ms: 1_000 });
  const beganAtMs = performance.now();
  let isWritten = false;
  const written = write().finally(() => {
    isWritten = true;
  });
  expect(await stored()).toBe('stream-not-found');
  expect(isWritten).toBe(false);
  expect(await written).toMatchObject({ type: 'written' });
  expect(performance.now() - beganAtMs).toBeGreaterThanOrEqual(999);
});

test('unavailable is that status, for any method', async () => {
  server.fault({ kind: 'unavailable', match: { method: 'append' } });
  server.fault({ kind: 'unavailable', match: { method: 'read' } });
  expect(await write()).toEqual({ type: 'unavailable' });
  expect(await stored()).toBe('unavailable');
  expect(await write()).toMatchObject({ type: 'written' });
});

test('error is any status with its fields', async () => {
  const leader = { 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': `${server.port}` };
  const fault: Fault = { kind: 'error', code: 5, metadata: { exception: 'not-leader', ...leader } };
  server.fault({ ...fault, match: { stream } });
  expect(await write()).toEqual({ type: 'not-leader' });
  expect(await write()).toMatchObject({ type: 'written' });
});

test('endBatchCall ends the call without a status, whatever is pending', async () => {
  const raw = rawClientOf(server);
  server.fault({ kind: 'endBatchCall', match: { stream }, after: 1 });
  const call = raw.batchAppend();
  const answers: BatchAppendResp[] = [];
  call.on('data', (answer: BatchAppendResp) => answers.push(answer));
  const status = new Promise<{ code: number }>((resolve) => call.on('status', resolve));
  call.write(batchRequest(stream, id));
  await until('the first is answered', () => answers.length === 1);
  call.write(batchRequest(stream));
  expect((await status).code).toBe(0);
  expect(answers).toHaveLength(1);
  expect(await stored()).toEqual([`0 ${id}`]);
  raw.close();
});

describe('a subscription', () => {
  const subscribe = async () => {
    const said: string[] = [];
    const subscription = client.subscribeToAll({ fromPosition: 'end' });
    for (const what of ['caughtUp', 'error', 'end'] as const)
      subscription.on(what, () => said.push(what));
    subscription.on('data', ({ event: one }) => said.push(one!.id === id ? 'event' : 'other'));
    await until('caught up', () => said.includes('caughtUp'));
    return { subscription, said };
  };

  test('is ended with an error, or without one, also while it waits', async () => {
    const [one, two] = [await subscribe(), await subscribe()];
    server.fault({ kind: 'endSubscription', code: 14 });
    server.fault({ kind: 'endSubscription' });
    await until('both ended', () => [one, two].every(({ said }) => said.length > 1));
    expect([one.said.join(' '), two.said.join(' ')].toSorted()).toEqual([
      'caughtUp end',
      'caughtUp error',
    ]);
  });

  test('is ended before a certain event', async () => {
    const { said } = await subscribe();
    server.fault({ kind: 'endSubscription', after: 2 });
    await client.appendToStream(stream, [event(id), event(), event(), event()]);
    await until('it ended', () => said.includes('end'));
    expect(said).toEqual(['caughtUp', 'event', 'other', 'end']);
  });

  test('lags, and is told that it caught up again', async () => {
    const { subscription, said } = await subscribe();
    server.fault({ kind: 'lag', ms: 120 });
    const beganAtMs = performance.now();
    await write();
    await until('caught up again', () => said.length === 3);
    expect(performance.now() - beganAtMs).toBeGreaterThanOrEqual(119);
    expect(said).toEqual(['caughtUp', 'event', 'caughtUp']);
    await subscription.unsubscribe();
  });
});

test('diskFull refuses writes until it is cleared, and reads go on', async () => {
  server.fault({ kind: 'diskFull' });
  expect(await write()).toEqual({ type: 'unknown' });
  expect(await write()).toEqual({ type: 'unknown' });
  expect(await stored()).toBe('stream-not-found');
  expect(await readIds(client, '$local')).toHaveLength(1);
  server.clearFaults();
  await until('writes are taken again', async () => (await write()).type === 'written');
  expect(await stored()).toEqual([`0 ${id}`]);
});
