import type { Fault } from '@vestibule/local-server';
import type { Producer } from 'kafkajs';
import {
  broker,
  client,
  closeAll,
  madeTopic,
  producerOf,
  reading,
  texts,
  unique,
  until,
} from './kafka.words';

afterEach(closeAll);

/** A broker, one topic, and an idempotent producer whose retries are its own. */
const ready = async (options = {}) => {
  const server = await broker(options);
  const topic = await madeTopic(server.url);
  const producer = await producerOf(client(server.url), true);
  await producer.send({ topic, messages: [{ value: 'first' }] });
  const values = async () => {
    const { seen } = await reading(client(server.url), unique('group'), topic);
    await producer.send({ topic, messages: [{ value: 'last' }] });
    await until(() => seen.at(-1)?.value === 'last');
    return seen.map(({ value }) => value);
  };
  const arm = (fault: Fault) => server.fault({ ...fault, match: { api: 'Produce', topic } });
  return { server, topic, producer, values, arm };
};

const send = async (producer: Producer, topic: string, value: string) =>
  producer.send({ topic, messages: [{ value }] });

describe('a switched fault', () => {
  test.each(['drop', 'commitThenDrop'])(
    '%s is survived by an idempotent producer, once',
    async (kind) => {
      const { server, topic, producer, values, arm } = await ready();
      arm({ kind });
      await send(producer, topic, 'second');
      expect(server.stats()[kind]).toBe(1);
      expect(await values()).toEqual(['first', 'second', 'last']);
    },
  );

  test('error gives the code, and happens after the matches it skips', async () => {
    const { server, topic, producer, arm } = await ready();
    const plain = await producerOf(client(server.url, 0));
    arm({ kind: 'error', code: 6, after: 1 });
    await send(plain, topic, 'taken');
    await expect(send(plain, topic, 'refused')).rejects.toMatchObject({ cause: { code: 6 } });
    await send(producer, topic, 'third');
    expect(server.stats()['error']).toBe(1);
  });

  test('unavailable refuses the next connection, or answers its code', async () => {
    const { server, topic, producer } = await ready();
    server.fault({ kind: 'unavailable' });
    const admin = client(server.url).admin();
    await admin.connect();
    await admin.disconnect();
    expect(server.stats()['unavailable']).toBe(1);
    server.fault({ kind: 'unavailable', code: 15, match: { api: 'FindCoordinator' } });
    const { seen } = await reading(client(server.url), unique('group'), topic);
    await send(producer, topic, 'second');
    await until(() => seen.length === 2);
    expect(server.stats()['error']).toBe(1);
  });

  test('actLate cuts the connection and stores the record later', async () => {
    const { server, topic, arm } = await ready();
    const plain = await producerOf(client(server.url, 0));
    arm({ kind: 'actLate', ms: 200 });
    await expect(send(plain, topic, 'late')).rejects.toThrow(/closed connection/i);
    const { seen } = await reading(client(server.url), unique('group'), topic);
    await until(() => seen.length === 2);
    expect(seen[1]?.value).toBe('late');
  });

  test.each([
    ['commitThenSilence', ['first', 'unanswered', 'last']],
    ['silence', ['first', 'last']],
  ])('%s leaves the client without an answer', async (kind, stored) => {
    const { server, topic, values, arm } = await ready();
    const impatient = await producerOf(client(server.url, 0, 500));
    arm({ kind });
    await expect(send(impatient, topic, 'unanswered')).rejects.toThrow(/timed out/);
    expect(server.stats()[kind]).toBe(1);
    expect(await values()).toEqual(stored);
  });

  test.each(['none', 'commit'] as const)('slowSync holds answers back (sync=%s)', async (sync) => {
    const { server, topic, producer, arm } = await ready({ sync });
    if (sync === 'none') arm({ kind: 'slowSync', ms: 150 });
    else server.fault({ kind: 'slowSync', ms: 150 });
    const sentAtMs = Date.now();
    await send(producer, topic, 'slow');
    expect(Date.now() - sentAtMs).toBeGreaterThanOrEqual(145);
    expect(server.stats()['slowSync']).toBe(1);
  });

  test('lag holds back what was fetched', async () => {
    const { server, topic, producer } = await ready();
    const { seen } = await reading(client(server.url), unique('group'), topic);
    await until(() => seen.length === 1);
    server.fault({ kind: 'lag', ms: 400, times: 2, match: { api: 'Fetch' } });
    await until(() => server.stats()['lag'] === 1);
    const sentAtMs = Date.now();
    await send(producer, topic, 'second');
    await until(() => seen.length === 2);
    expect(Date.now() - sentAtMs).toBeGreaterThan(150);
  });

  test('diskFull refuses records and commits, lets reads go on, and ends when it is cleared', async () => {
    const { server, topic, producer } = await ready();
    const plain = await producerOf(client(server.url, 0));
    const { seen } = await reading(client(server.url), unique('group'), topic);
    server.fault({ kind: 'diskFull' });
    await expect(send(plain, topic, 'no room')).rejects.toMatchObject({ cause: { code: 56 } });
    await expect(send(plain, topic, 'no room')).rejects.toMatchObject({ cause: { code: 56 } });
    await until(() => seen.length === 1);
    server.clearFaults();
    await send(producer, topic, 'room again');
    await until(() => seen.length >= 2);
    expect(seen.at(-1)?.value).toBe('room again');
  });
});

describe('an idempotent producer', () => {
  test('stores every record once, in order, while every third answer is lost', async () => {
    const { server, topic, producer } = await ready();
    const { seen } = await reading(client(server.url), unique('group'), topic);
    for (let i = 0; i < 30; i += 10) {
      server.fault({ kind: 'commitThenDrop', match: { api: 'Produce' } });
      await producer.send({ topic, messages: [...texts(i, 10)] });
    }
    await until(() => seen.length >= 31);
    expect(server.stats()['commitThenDrop']).toBe(3);
    expect(seen.slice(1).map(({ value }) => value)).toEqual(texts(0, 30).map(({ value }) => value));
  });
});
