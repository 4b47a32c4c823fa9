import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { spawnKafka } from '@vestibule/local-kafka';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { firstSeen, freshName, freshTopic, numbered, record, taken, until } from '../topics.words';
import { moment } from '../within';
import { localTest, Suite } from './suite.words';
import { unreadCodecHeader } from './unread-codec';

const suite = new Suite(spawnKafka);

beforeAll(async () => suite.open());
afterEach(async () => suite.endTest());
afterAll(async () => suite.close());

const notThisTime = { kind: 'error', match: { api: 'FindCoordinator' } } as const;

describe('a consumer', () => {
  test('K1 twelve partitions that throw a TypeError do not end it', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 12);
    await topics.send(numbered(topic, 240, 60));
    const reader = taken();
    const failed = new Set<number>();
    const consumer = topics.consume(
      { group: freshName('group'), topics: [topic] },
      async (batch) => {
        if (failed.has(batch.partition)) return reader.takeAll(batch);
        failed.add(batch.partition);
        throw new TypeError('a bug of ours');
      },
    );
    await Promise.race([
      until('all came again', () => reader.records().length >= 240),
      consumer.failed,
    ]);
    expect(failed.size).toBe(12);
    expect(reader.records()).toHaveLength(240);
  });

  localTest(
    'K2 a member that was expelled in work takes part again, and loses nothing',
    async () => {
      const topics = suite.bus();
      const [topic, group] = [await freshTopic(topics, 2), freshName('group')];
      const reader = taken();
      const release = moment();
      let calls = 0;
      topics.consume({ group, topics: [topic] }, async (batch) => {
        calls += 1;
        if (calls === 1) await release.happened;
        return reader.takeAll(batch);
      });
      await topics.send([record(topic, 'k', 'zero')]);
      await until('a batch is in work', () => calls === 1);
      await suite.server.fault({ kind: 'expireMember', match: { group } });
      release.happen();
      await until('the batch is settled', () => reader.records().length >= 1);
      await topics.send(numbered(topic, 30));
      await until('all are there', () => new Set(reader.texts()).size === 31);
      await until('all are committed', async () => {
        const committed = await suite.committed(group, topic);
        return committed.reduce((sum, offset) => sum + Math.max(0, offset), 0) === 31;
      });
    },
  );

  test('K6 an idle client sets few timers', async () => {
    const topics = suite.bus({ heartbeatMs: 2_000, fetchWaitMs: 500 });
    const topic = await freshTopic(topics, 1);
    const reader = taken();
    topics.consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await topics.send([record(topic, 'k', 'v')]);
    await until('it is idle', () => reader.records().length === 1);
    let timers = 0;
    const hook = createHook({
      init: (_id, type) => {
        if (type === 'Timeout') timers += 1;
      },
    }).enable();
    const from = performance.now();
    while (performance.now() - from < 500) await new Promise(setImmediate);
    hook.disable();
    // Without the mend it is one a millisecond and connection.
    expect(timers).toBeLessThan(50);
  });

  localTest('K12 a batch in a codec that nobody can read stops nobody', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 1);
    const producer = suite.rawClient().producer();
    await producer.connect();
    const mended = CompressionCodecs[CompressionTypes.Snappy];
    CompressionCodecs[CompressionTypes.Snappy] = () => ({
      compress: async ({ buffer }: { buffer: Buffer }) => buffer,
    });
    await producer.send({
      topic,
      compression: CompressionTypes.Snappy,
      messages: [{ value: 'hidden' }, { value: 'hidden too' }],
    });
    CompressionCodecs[CompressionTypes.Snappy] = mended;
    await producer.disconnect();
    await topics.send([record(topic, 'k', 'readable')]);
    const records = await topics.browse(topic, 3);
    expect(records.map(({ offset }) => offset)).toEqual(['0', '1', '2']);
    expect(records.map(({ value }) => value?.toString())).toEqual([
      undefined,
      undefined,
      'readable',
    ]);
    expect(records[0]?.headers[unreadCodecHeader]).toEqual(Buffer.from('snappy'));
  });

  localTest('K17 a first join that the coordinator cannot take yet is tried anew', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 1);
    await topics.send([record(topic, 'k', 'v')]);
    const before = (await suite.server.stats())['error'] ?? 0;
    await suite.server.fault({ ...notThisTime, times: 3, code: 14 });
    const reader = taken();
    const consumer = topics.consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await Promise.race([consumer.joined, consumer.failed]);
    await until('it reads', () => reader.records().length === 1);
    expect((await suite.server.stats())['error']).toBe(before + 3);
  });

  localTest('K17 a consumer that may not read fails, so that the process can end', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 1);
    await suite.server.fault({ kind: 'error', match: { api: 'Fetch', topic }, code: 29 });
    const consumer = topics.consume({ group: freshName('group'), topics: [topic] }, async () => 0);
    await expect(consumer.failed).rejects.toThrow(/authorized/i);
  });

  test('K18 a process that stops while it joins ends by itself', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 3);
    const { child } = suite.member(freshName('group'), topic, 'leave');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  localTest('T18 both go on by themselves when the broker was killed and came back', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 3);
    const reader = taken();
    const consumer = topics.consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await topics.send(numbered(topic, 30));
    await until('the first are there', () => reader.records().length >= 30);
    const sent = topics.send(
      numbered(topic, 30).map((one) => ({ ...one, value: `later ${one.value?.toString()}` })),
    );
    await suite.restart();
    await sent;
    await until('the later ones too', () => new Set(reader.texts()).size === 60);
    for (const values of firstSeen(reader.records()).values())
      expect(values.filter((text) => text.startsWith('later')).length).toBeGreaterThan(0);
    await consumer.stop();
  });
});
