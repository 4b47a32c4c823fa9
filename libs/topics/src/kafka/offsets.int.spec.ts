import { spawnKafka } from '@vestibule/local-kafka';
import { freshName, freshTopic, numbered, record, taken, until } from '../topics.words';
import { moment } from '../within';
import { Suite } from './suite.words';

const suite = new Suite(spawnKafka);

beforeAll(async () => suite.open());
afterEach(async () => suite.endTest());
afterAll(async () => suite.close());

describe('offsets', () => {
  test('K3 what was settled when it stopped is committed, exactly', async () => {
    const topics = suite.bus();
    const [topic, group] = [await freshTopic(topics, 1), freshName('group')];
    await topics.send(numbered(topic, 50));
    let settled = 0;
    const consumer = topics.consume(
      { group, topics: [topic], batchMax: 3 },
      async ({ records }) => {
        await new Promise(setImmediate);
        settled += records.length;
        return records.length;
      },
    );
    await until('some are settled', () => settled > 9);
    await consumer.stop();
    expect(settled).toBeLessThan(51);
    expect(await suite.committed(group, topic)).toEqual([settled]);
  });

  test('K3 what took so long that others went on without it is committed too', async () => {
    const topics = suite.bus();
    const [topic, group] = [await freshTopic(topics, 1), freshName('group')];
    await topics.send(numbered(topic, 5));
    const from = performance.now();
    topics.consume({ group, topics: [topic] }, async ({ records }) => {
      await until('the patience is over', () => performance.now() - from > 1_500);
      return records.length;
    });
    await until('it is committed', async () => (await suite.committed(group, topic))[0] === 5);
    expect(performance.now() - from).toBeGreaterThan(1_500);
  });

  test('K4 when a group lost its offsets nothing is skipped', async () => {
    const topics = suite.bus();
    const [topic, group] = [await freshTopic(topics, 1), freshName('group')];
    await topics.send(numbered(topic, 5));
    const first = taken();
    const consumer = topics.consume({ group, topics: [topic] }, first.takeAll);
    await until('all were read', () => first.records().length === 5);
    await consumer.stop();
    await suite.asking(async (admin) => admin.deleteGroups([group]));
    await topics.send([record(topic, 'k', 'new')]);
    const second = taken();
    topics.consume({ group, topics: [topic] }, second.takeAll);
    await until('the new one is there', () => second.texts().includes('new'));
    expect(second.texts()).toEqual(['0', '1', '2', '3', '4', 'new']);
  });

  test('K4 T16 an offset out of range goes to the start and raises an alert', async () => {
    const topics = suite.bus();
    const [topic, group] = [await freshTopic(topics, 1), freshName('group')];
    await topics.send(numbered(topic, 20));
    const first = topics.consume({ group, topics: [topic] }, async () => 5);
    await until('some are committed', async () => (await suite.committed(group, topic))[0] === 5);
    await first.stop();
    await suite.asking(async (admin) => {
      await admin.fetchTopicOffsets(topic); // it deletes only from topics that it has met
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '12' }] });
    });
    const alerts: string[] = [];
    const alert = (what: string) => void alerts.push(what);
    const reader = taken();
    topics.consume({ group, topics: [topic], alert }, reader.takeAll);
    await until('the oldest is there', () => reader.records().length >= 8);
    expect(reader.texts()).toEqual(['12', '13', '14', '15', '16', '17', '18', '19']);
    expect(alerts).toContain('an offset was out of range: reading on from the beginning');
  });

  test('T14 a commit during a rebalance, before joining again, counts', async () => {
    const topics = suite.bus({ heartbeatMs: 600 });
    const [topic, group] = [await freshTopic(topics, 2), freshName('group')];
    await topics.send(numbered(topic, 8));
    const reader = taken();
    const release = moment();
    const each: typeof reader.takeAll = async (batch) => {
      await release.happened;
      return reader.takeAll(batch);
    };
    await topics.consume({ group, topics: [topic] }, each).joined;
    const second = topics.consume({ group, topics: [topic] }, each);
    await until('the group rebalances', async () => {
      const { groups } = await suite.asking(async (admin) => admin.describeGroups([group]));
      return groups[0]?.state === 'PreparingRebalance';
    });
    release.happen();
    await second.joined;
    await topics.send([record(topic, 'a', 'after'), record(topic, 'b', 'after')]);
    await until('the later ones are there', () => reader.texts().includes('after'));
    const early = reader.texts().filter((text) => text !== 'after');
    expect(early.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });
});
