import { once } from 'node:events';
import { spawnKafka } from '@vestibule/local-kafka';
import { freshName, freshTopic, numbered, taken, underLoad, until } from '../topics.words';
import { Suite } from './suite.words';

const suite = new Suite(spawnKafka);
/** The shortest that a broker takes. */
const sessionMs = 6_000;

beforeAll(async () => suite.open());
afterEach(async () => suite.endTest());
afterAll(async () => suite.close());

describe('members of one group', () => {
  /** One of two partitions is held by a process that is killed or frozen in the midst of work. */
  const takeOver = async (signal: 'SIGKILL' | 'SIGSTOP') => {
    const topics = suite.bus({ heartbeatMs: 2_000, sessionMs });
    const [topic, group] = [await freshTopic(topics, 1), freshName('group')];
    await topics.send(numbered(topic, 3));
    const { child, says } = suite.member(group, topic, 'hold', `${sessionMs}`);
    await says('begun');
    const reader = taken();
    const consumer = topics.consume({ group, topics: [topic] }, reader.takeAll);
    child.kill(signal);
    const from = performance.now();
    await until('the other has taken over', () => reader.records().length >= 3, 20_000);
    return { topic, group, child, says, reader, consumer, tookMs: performance.now() - from };
  };

  const killed = async () => {
    const { reader, tookMs } = await takeOver('SIGKILL');
    expect(reader.texts()).toEqual(['0', '1', '2']);
    expect(tookMs).toBeLessThan(sessionMs + 1_000);
  };

  const frozen = async () => {
    const { topic, group, child, says, reader } = await takeOver('SIGSTOP');
    await until('it is committed', async () => (await suite.committed(group, topic))[0] === 3);
    child.kill('SIGCONT');
    child.send('settle');
    await says('settling');
    await until('the zombie has joined again', async () => {
      const { groups } = await suite.asking(async (admin) => admin.describeGroups([group]));
      return groups[0]?.members.length === 2 && groups[0].state === 'Stable';
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(reader.texts()).toEqual(['0', '1', '2']);
    expect(await suite.committed(group, topic)).toEqual([3]);
  };

  const longBatch = async () => {
    const topics = suite.bus({ heartbeatMs: 2_000, sessionMs });
    const [topic, group] = [await freshTopic(topics, 2), freshName('group')];
    await topics.send(numbered(topic, 10));
    const reader = taken();
    const from = performance.now();
    topics.consume({ group, topics: [topic] }, async (batch) => {
      await until('the session would be over', () => performance.now() - from > sessionMs + 1_500);
      return reader.takeAll(batch);
    });
    await until('all are there', () => reader.records().length >= 10, 20_000);
    await until('all are committed', async () => {
      const committed = await suite.committed(group, topic);
      return committed.reduce((sum, offset) => sum + offset, 0) === 10;
    });
    expect(reader.records()).toHaveLength(10);
  };

  /** Members are replaced one by one under load; tells the longest silence. */
  const replaced = async () => {
    const topics = suite.bus({ heartbeatMs: 2_000, fetchWaitMs: 500 });
    const [topic, group] = [await freshTopic(topics, 4), freshName('group')];
    const reader = taken();
    const times: number[] = [];
    const join = async () => {
      const consumer = topics.consume({ group, topics: [topic] }, async (batch) => {
        times.push(performance.now());
        return reader.takeAll(batch);
      });
      await consumer.joined;
      return consumer;
    };
    const load = underLoad(topics, topic);
    let old = await join();
    await until('it reads', () => times.length > 0);
    for (let round = 0; round < 2; round += 1) {
      const young = await join();
      await old.stop();
      old = young;
    }
    const sent = await load.end();
    await until('all are there', () => new Set(reader.texts()).size === sent);
    return Math.max(...times.map((time, index) => time - (times[index - 1] ?? time)));
  };

  test('T12 K2 T13 K8 K14 killed, frozen, slow and replaced members lose nothing', async () => {
    const [silenceMs] = await Promise.all([replaced(), killed(), frozen(), longBatch()]);
    expect(silenceMs).toBeLessThan(5_000);
  }, 60_000);
});
