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

describe('records through kafkajs', () => {
  test('come back with key, value, time and headers unchanged', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url);
    const producer = await producerOf(client(url));
    const headers = { empty: '', binary: Buffer.from([0, 255, 128]), twice: ['a', 'b'] };
    const messages = [
      { key: 'k', value: 'grüße', headers, timestamp: '1700000000000' },
      { key: null, value: null },
    ];
    await producer.send({ topic, messages });
    const { seen } = await reading(client(url), unique('group'), topic);
    await until(() => seen.length === 2);
    expect(seen[0]).toMatchObject({ key: 'k', value: 'grüße', timeMs: 1_700_000_000_000 });
    expect(seen[0]?.headers['binary']).toEqual(Buffer.from([0, 255, 128]));
    expect(seen[0]?.headers['empty']).toEqual(Buffer.alloc(0));
    expect(seen[0]?.headers['twice']).toEqual([Buffer.from('a'), Buffer.from('b')]);
    expect(seen[1]).toMatchObject({ offset: 1, key: null, value: null });
  });

  test('of a waiting consumer arrive within 50 ms', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url);
    const producer = await producerOf(client(url));
    const { seen } = await reading(client(url), unique('group'), topic);
    await producer.send({ topic, messages: [{ value: 'first' }] });
    await until(() => seen.length === 1);
    const delaysMs: number[] = [];
    for (let i = 2; i <= 6; i += 1) {
      const sentAtMs = Date.now();
      await producer.send({ topic, messages: [{ value: 'next' }] });
      await until(() => seen.length === i);
      delaysMs.push(Date.now() - sentAtMs);
    }
    expect(delaysMs.toSorted((a, b) => a - b)[2]).toBeLessThan(50);
  });

  test('of one key keep their order, and every partition gets its share', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 6);
    const producer = await producerOf(client(url));
    for (let i = 0; i < 500; i += 100) await producer.send({ topic, messages: [...texts(i, 100)] });
    const { seen } = await reading(client(url), unique('group'), topic);
    await until(() => seen.length === 500);
    expect(new Set(seen.map(({ partition }) => partition)).size).toBe(6);
    const ofOneKey = seen.filter(({ key }) => key === 'k7').map(({ value }) => value);
    expect(ofOneKey).toEqual(Array.from({ length: 10 }, (_, i) => `v${7 + 50 * i}`));
  });

  test('of an unknown topic are refused and create nothing', async () => {
    const { url } = await broker();
    const producer = await producerOf(client(url, 1));
    const sent = producer.send({ topic: 'no-such-topic', messages: [{ value: 'v' }] });
    await expect(sent).rejects.toThrow(/does not host this topic/);
    const admin = client(url).admin();
    await admin.connect();
    expect(await admin.listTopics()).toEqual([]);
    await admin.disconnect();
  });

  test('of an unknown topic create it where the broker was started so', async () => {
    const { url } = await broker({ autoCreate: true, partitions: 3 });
    const producer = await producerOf(client(url));
    const [sent] = await producer.send({ topic: 'made', messages: [{ value: 'v' }] });
    expect(sent?.baseOffset).toBe('0');
    const admin = client(url).admin();
    await admin.connect();
    expect(await admin.fetchTopicOffsets('made')).toHaveLength(3);
    await admin.disconnect();
  });

  test('above the largest batch are refused by code 10, and the next one is taken', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 1, { 'max.message.bytes': '1000' });
    const producer = await producerOf(client(url, 0));
    const tooLarge = producer.send({ topic, messages: [{ value: 'x'.repeat(2_000) }] });
    await expect(tooLarge).rejects.toMatchObject({ code: 10 });
    const [sent] = await producer.send({ topic, messages: [{ value: 'small' }] });
    expect(sent?.baseOffset).toBe('0');
  });
});

describe('a topic with LogAppendTime', () => {
  test('gives every record the time of its arrival, and finds it by that time', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 1, { 'message.timestamp.type': 'LogAppendTime' });
    const producer = await producerOf(client(url));
    const beforeMs = Date.now();
    const [sent] = await producer.send({ topic, messages: [{ value: 'v', timestamp: '1000' }] });
    expect(Number(sent?.logAppendTime)).toBeGreaterThanOrEqual(beforeMs);
    const { seen } = await reading(client(url), unique('group'), topic);
    await until(() => seen.length === 1);
    expect(seen[0]?.timeMs).toBe(Number(sent?.logAppendTime));
    const admin = client(url).admin();
    await admin.connect();
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, beforeMs);
    expect(found).toEqual([{ partition: 0, offset: '0' }]);
    await admin.disconnect();
  });
});

describe('the administration', () => {
  test('creates topics with settings, tells them, and refuses what has no effect', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 3, { 'retention.ms': '86400000' });
    const admin = client(url).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic, configNames: ['retention.ms', 'segment.bytes'] }],
    });
    const told = resources[0]?.configEntries.map(({ configName, configValue, isDefault }) => [
      configName,
      configValue,
      isDefault,
    ]);
    expect(told).toEqual([
      ['retention.ms', '86400000', false],
      ['segment.bytes', '67108864', true],
    ]);
    const refused = madeTopic(url, 1, { 'min.insync.replicas': '2' });
    await expect(refused).rejects.toMatchObject({ errors: [{ code: 40 }] });
    expect(await admin.createTopics({ topics: [{ topic }] })).toBe(false);
    const tooMany = madeTopic(url, 2_000);
    await expect(tooMany).rejects.toMatchObject({ errors: [{ code: 44 }] });
    await admin.createTopics({ topics: [{ topic: 'a.b' }] });
    const colliding = admin.createTopics({ topics: [{ topic: 'a_b' }] });
    await expect(colliding).rejects.toMatchObject({ errors: [{ code: 17 }] });
    await admin.disconnect();
  });

  test('deletes records, topics and groups', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url);
    const producer = await producerOf(client(url));
    await producer.send({ topic, messages: [...texts(0, 10)] });
    const admin = client(url).admin();
    await admin.connect();
    await admin.fetchTopicMetadata({ topics: [topic] }); // kafkajs looks for the leader in its cache
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] });
    const groupId = unique('group');
    const { seen, consumer } = await reading(client(url), groupId, topic);
    await until(() => seen.length === 6);
    expect(seen[0]?.offset).toBe(4);
    await expect(admin.deleteGroups([groupId])).rejects.toMatchObject({
      groups: [{ errorCode: 68 }],
    });
    await consumer.disconnect();
    await admin.deleteGroups([groupId]);
    expect((await admin.listGroups()).groups).toEqual([]);
    await admin.deleteTopics({ topics: [topic] });
    expect(await admin.listTopics()).toEqual([]);
    await admin.disconnect();
  });
});
