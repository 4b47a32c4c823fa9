import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import {
  client,
  closeAll,
  later,
  madeTopic,
  producerOf,
  reading,
  temporary,
  unique,
  until,
} from './kafka.words';
import { RawClient } from './raw.words';
import { type KafkaProcess, spawnKafka } from './spawn';
import { startKafka } from './start';

afterEach(closeAll);

const spawned = async (data: string, port = 0, more = {}): Promise<KafkaProcess> => {
  const server = await spawnKafka({ data, port, sessionMinMs: 300, ...more });
  later(server.close);
  return server;
};

describe('a broker in a process of its own', () => {
  test('killed five times loses and doubles nothing under a producer and a group', async () => {
    const data = temporary();
    let server = await spawned(data);
    const { port, url } = server;
    const topic = await madeTopic(url, 3);
    const groupId = unique('group');
    const patient = new Kafka({
      brokers: [url],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      retry: { retries: 60, initialRetryTime: 30, maxRetryTime: 100 },
    });
    const producer = await producerOf(patient, true);
    const acknowledged: string[] = [];
    const load = { next: 0, isOver: false };
    const loading = (async () => {
      while (!load.isOver) {
        const values = Array.from({ length: 10 }, () => String(load.next++));
        await producer.send({ topic, messages: values.map((value) => ({ key: value, value })) });
        acknowledged.push(...values);
      }
    })();
    const live = await reading(patient, groupId, topic);
    for (let round = 0; round < 5; round += 1) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 300);
      await server.kill();
      server = await spawned(data, port);
    }
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 100);
    load.isOver = true;
    await loading;
    const places = () =>
      new Set(live.seen.map(({ partition, offset }) => `${partition}/${offset}`));
    await until(() => places().size >= acknowledged.length, 15_000);
    const stored = await reading(patient, unique('group'), topic);
    await until(() => stored.seen.length >= acknowledged.length);
    // Clients that outlive their broker would retry until the end of the test.
    for (const one of [stored.consumer, live.consumer, producer]) await one.disconnect();
    const values = stored.seen.map(({ value }) => Number(value)).toSorted((a, b) => a - b);
    expect(values).toEqual(acknowledged.map(Number).toSorted((a, b) => a - b));
  });

  test('never gives a producer id twice, also not after it was killed', async () => {
    const data = temporary();
    const ids = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const server = await spawned(data);
      for (let i = 0; i < 3; i += 1) ids.add(await producerId(server.url));
      await server.kill();
    }
    expect(ids.size).toBe(6);
  });

  test('ends in order on SIGTERM with code 0, within two seconds, and keeps what it had', async () => {
    const data = temporary();
    const server = await spawned(data, 0, { sync: 'commit' });
    const topic = await madeTopic(server.url);
    const producer = await producerOf(client(server.url));
    await producer.send({ topic, messages: [{ value: 'kept' }] });
    const { seen, consumer } = await reading(client(server.url), unique('group'), topic);
    await until(() => seen.length === 1);
    await consumer.disconnect();
    const endedAtMs = Date.now();
    await server.close();
    expect(await server.exited).toBe(0);
    expect(Date.now() - endedAtMs).toBeLessThan(2_000);
    const again = await spawned(data);
    expect(again.ready).toMatchObject({ recovered: { topics: 1, groups: 1, truncatedBytes: 0 } });
  });

  test('is the only one on its directory', async () => {
    const data = temporary();
    const server = await spawned(data);
    const second = startKafka({ data });
    await expect(second).rejects.toThrow(`${data} is in use by process ${server.pid}`);
    await expect(second).rejects.toMatchObject({ exitCode: 3 });
  });

  test('refuses any address but loopback, production, and a layout it does not know', async () => {
    const data = join(temporary(), 'fresh');
    for (const host of ['0.0.0.0', 'localhost', '127.0.0.2'])
      await expect(startKafka({ data, host })).rejects.toMatchObject({ exitCode: 2 });
    await expect(spawnKafka({ data, host: '0.0.0.0' })).rejects.toThrow('binds 127.0.0.1 or ::1');
    expect(readdirSync(join(data, '..'))).toEqual([]);
    const foreign = temporary();
    writeFileSync(join(foreign, 'format'), '99');
    await expect(startKafka({ data: foreign })).rejects.toThrow('unknown layout "99"');
  });
});

/** The id that the broker gives to one idempotent producer. */
const producerId = async (url: string): Promise<string> => {
  const raw = await RawClient.open(url);
  const answer = await raw.ask(22, 1, Buffer.from('ffff00000000', 'hex'));
  raw.close();
  return answer.subarray(6, 14).toString('hex');
};
