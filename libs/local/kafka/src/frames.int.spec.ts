import { setTimeout as wait } from 'node:timers/promises';
import { broker, client, closeAll, later, madeTopic, producerOf, until } from './kafka.words';
import { batch } from './log/log.words';
import { RawClient } from './raw.words';
import type { Kind } from './wire/fields';
import * as schemas from './wire/record-schemas';
import { Reader } from './wire/reader';
import { Writer } from './wire/writer';

afterEach(closeAll);

const opened = async () => {
  const server = await broker();
  const raw = await RawClient.open(server.url);
  later(() => raw.close());
  return { server, raw };
};

const bodyOf = <Value>({ write }: Kind<any, Value>, value: Value, version: number): Buffer => {
  const to = new Writer(0);
  write(to, value, version);
  return Buffer.concat([...to.finish()]).subarray(8);
};

/** Asks in version 4 for all of the first partition. */
const fetching = (topic: string, waitMs: number): Buffer => {
  const partitions = [{ index: 0, offset: 0, bytesMax: 2_000_000 }];
  const topics = [{ name: topic, partitions }];
  const asked = { replica: -1, waitMs, bytesMin: 1, bytesMax: 2_000_000, isolation: 0, topics };
  return bodyOf(schemas.fetch.request as Kind<unknown, unknown>, asked, 4);
};

type Answered = { topics: { partitions: { error: number }[] }[] };

/** A produce request with these bytes for records, and the code its partition gets. */
const produced = async (raw: RawClient, topic: string, records: Buffer, acks = 1) => {
  const partitions = [{ index: 0, records: [records] }];
  const asked = {
    transactionalId: null,
    acks,
    timeoutMs: 0,
    topics: [{ name: topic, partitions }],
  };
  const body = bodyOf(schemas.produce.request as Kind<unknown, unknown>, asked, 7);
  if (acks === 0) return raw.send(RawClient.frame(0, 7, body));
  const answer = await raw.ask(0, 7, body);
  const read = schemas.produce.answer.read(new Reader(answer), 7) as Answered;
  return read.topics[0]?.partitions[0]?.error;
};

describe('a connection', () => {
  const lengths = ['00000000', 'ffffffff', '7fffffff', '80000000', '00000007', '01000001'];
  test.each(lengths)('with a frame of length %s is closed, and others go on', async (hex) => {
    const { server, raw } = await opened();
    raw.send(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(64)]));
    await until(() => raw.isClosed);
    await madeTopic(server.url);
  });

  test('with any length field of a request out of bounds is closed, and others go on', async () => {
    const { server } = await opened();
    const topic = await madeTopic(server.url);
    const asked = { topics: [{ name: topic }], autoCreate: false };
    const body = bodyOf(schemas.metadata.request as Kind<unknown, unknown>, asked, 6);
    const fields = [
      { at: 0, size: 4 },
      { at: 4, size: 2 },
    ];
    for (const { at, size } of fields)
      for (const bad of ['fffffffe', '7fffffff', '80000001'].map((hex) =>
        Buffer.from(hex, 'hex'),
      )) {
        const raw = await RawClient.open(server.url);
        const broken = Buffer.from(body);
        bad.copy(broken, at, 0, size);
        raw.send(RawClient.frame(3, 6, broken));
        await until(() => raw.isClosed);
      }
    const producer = await producerOf(client(server.url));
    await producer.send({ topic, messages: [{ value: 'still there' }] });
  });

  test('that asks an unknown API, or one in an unknown version, is closed', async () => {
    const { server } = await opened();
    for (const [key, version] of [
      [99, 0],
      [3, 9],
      [0, 2],
      [1, 3],
    ] as const) {
      const raw = await RawClient.open(server.url);
      raw.send(RawClient.frame(key, version, Buffer.alloc(0)));
      await until(() => raw.isClosed);
    }
  });

  test('that asks for the versions in a newer form is told the known ones in the oldest', async () => {
    const { raw } = await opened();
    const answer = await raw.ask(18, 3, Buffer.from([0, 0, 0]));
    expect([answer.readInt16BE(0), answer.readInt32BE(2)]).toEqual([35, 20]);
    expect(answer.length).toBe(2 + 4 + 20 * 6);
  });

  test('gets its answers in order, however the bytes arrive', async () => {
    const { raw } = await opened();
    const frame = RawClient.frame(18, 0, Buffer.alloc(0));
    const flood = Buffer.concat(
      Array.from({ length: 300 }, (_, i) => {
        const numbered = Buffer.from(frame);
        numbered.writeInt32BE(i, 8);
        return numbered;
      }),
    );
    for (let i = 0; i < flood.length; i += 997) raw.send(flood.subarray(i, i + 997));
    for (let i = 0; i < 300; i += 1) expect((await raw.answer()).length).toBe(126);
  });

  test('that floods behind a waiting fetch is not read on, and goes on afterwards', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    raw.send(RawClient.frame(1, 4, fetching(topic, 400)));
    const frame = RawClient.frame(18, 0, Buffer.alloc(0));
    const flood = Buffer.concat(Array.from({ length: 50_000 }, () => frame));
    for (let i = 0; i < 20; i += 1) raw.send(flood);
    await wait(200);
    expect(server.stats()['ApiVersions']).toBe(1);
    raw.close();
    await until(() => server.stats()['connections'] === 0);
  });
});

describe('a fetch request', () => {
  test('is answered at once with what is there when it may not wait', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    const sound = batch({ values: ['a'] });
    await produced(raw, topic, sound);
    const answer = await raw.ask(1, 4, fetching(topic, 0));
    expect(answer.readInt32BE(answer.length - sound.length - 4)).toBe(sound.length);
  });

  test('stops waiting when its topic is deleted', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    const answer = raw.ask(1, 4, fetching(topic, 10_000));
    await until(() => server.stats()['Fetch'] === 1);
    const admin = client(server.url).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
    const partition = (await answer).subarray(4 + 4 + 2 + topic.length + 4);
    expect([partition.readInt32BE(0), partition.readInt16BE(4)]).toEqual([0, 3]);
  });

  test('is not read from a client that does not take its answers, until it does', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    const large = batch({ values: ['x'.repeat(1_000_000)] });
    expect(await produced(raw, topic, large)).toBe(0);
    raw.pause();
    for (let i = 0; i < 100; i += 1) raw.send(RawClient.frame(1, 4, fetching(topic, 0)));
    const answered = () => server.stats()['Fetch'] ?? 0;
    for (let before = -1; before !== answered(); await wait(100)) before = answered();
    expect(answered()).toBeLessThan(50);
    raw.resume();
    for (let i = 0; i < 100; i += 1)
      expect((await raw.answer()).length).toBeGreaterThan(large.length);
  });
});

describe('a produce request', () => {
  test('tells per batch what is wrong with it', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    const sound = batch({ values: ['a'] });
    const damaged = batch({ values: ['a'] });
    damaged[40] = 99;
    expect(await produced(raw, topic, sound)).toBe(0);
    expect(await produced(raw, topic, damaged)).toBe(2);
    expect(await produced(raw, topic, sound.subarray(0, 50))).toBe(87);
    expect(await produced(raw, topic, Buffer.alloc(0))).toBe(87);
    expect(await produced(raw, 'no-such-topic', sound)).toBe(3);
    expect(await produced(raw, topic, sound, 2)).toBe(21);
  });

  test('without acknowledgement has no answer, and a refused one ends the connection', async () => {
    const { server, raw } = await opened();
    const topic = await madeTopic(server.url);
    await produced(raw, topic, batch({ values: ['a'] }), 0);
    expect((await raw.ask(18, 0, Buffer.alloc(0))).length).toBe(126);
    await produced(raw, 'no-such-topic', batch({ values: ['a'] }), 0);
    await until(() => raw.isClosed);
  });
});
