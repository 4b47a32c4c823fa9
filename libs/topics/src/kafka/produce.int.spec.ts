import { spawnKafka } from '@vestibule/local-kafka';
import { UnknownTopicError } from '../errors';
import { freshTopic, numbered, record, settings, textOf } from '../topics.words';
import { localTest, Suite } from './suite.words';

const suite = new Suite(spawnKafka);

beforeAll(async () => suite.open());
afterEach(async () => suite.endTest());
afterAll(async () => suite.close());

const faults = [
  { kind: 'drop' },
  { kind: 'commitThenDrop' },
  { kind: 'actLate', ms: 30 },
  { kind: 'silence' },
  { kind: 'commitThenSilence' },
  { kind: 'error', code: 6 },
  { kind: 'error', code: 7 },
  { kind: 'error', code: 56 },
] as const;

/** Sends ten numbered records one after the other and returns all that the topic then holds. */
const tenUnder = async (fault: (typeof faults)[number]): Promise<readonly string[]> => {
  const topics = suite.bus({ requestTimeoutMs: 600 });
  const topic = await freshTopic(topics, 1);
  await suite.server.fault({ match: { api: 'Produce', topic }, after: 3, times: 2, ...fault });
  for (let index = 0; index < 10; index += 1)
    await topics.send([record(topic, 'k', String(index))]);
  return (await topics.browse(topic, 100)).map(textOf);
};

describe('a producer', () => {
  localTest('K10 T4 repeats when an answer is lost: duplicates only, in order', async () => {
    const held = await Promise.all(faults.map(tenUnder));
    const stats = await suite.server.stats();
    expect(stats).toMatchObject({ drop: 2, commitThenDrop: 2, actLate: 2, error: 6 });
    expect(stats).toMatchObject({ silence: 2, commitThenSilence: 2 });
    const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const firsts = held.map((values, index) => ({ ...faults[index], seen: [...new Set(values)] }));
    expect(firsts).toEqual(faults.map((fault) => ({ ...fault, seen: digits })));
    expect(held.some(({ length }) => length > 10)).toBe(true);
  });

  localTest('a broker that takes less than we thought refuses only what is too large', async () => {
    const topics = suite.bus();
    const topic = await freshTopic(topics, 1);
    // Seven records in halves: the 10 comes for the whole, for a half, and for one of them.
    await suite.server.fault({ kind: 'error', match: { api: 'Produce' }, times: 3, code: 10 });
    const sent = Array.from({ length: 4 }, async (_, index) =>
      topics.send([record(topic, 'k', String(index))]),
    );
    const answers = await Promise.allSettled(sent);
    expect(answers.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect((await topics.browse(topic, 9)).map(textOf)).toEqual(['1', '2', '3']);
  });

  localTest(
    'K9 20,000 sends of one turn go in requests of a size the client can group',
    async () => {
      const topics = suite.bus();
      const topic = await freshTopic(topics, 12);
      await topics.send(numbered(topic, 1_000));
      const requests = async (): Promise<number> => (await suite.server.stats())['Produce'] ?? 0;
      const before = await requests();
      await Promise.all(numbered(topic, 20_000, 500).map(async (one) => topics.send([one])));
      // 9 µs of CPU a record at 1,000 a request, 127 µs at 20,000: its grouping is quadratic.
      const made = (await requests()) - before;
      expect(made).toBeGreaterThanOrEqual(20);
      expect(made).toBeLessThanOrEqual(100);
    },
  );

  test('K16 a topic that goes away is refused, and the others are still served', async () => {
    const topics = suite.bus();
    const [gone, kept] = [await freshTopic(topics, 1), await freshTopic(topics, 1)];
    await topics.send([record(gone, 'k', 'first'), record(kept, 'k', 'first')]);
    await suite.asking(async (admin) => admin.deleteTopics({ topics: [gone] }));
    await expect(topics.send([record(gone, 'k', 'late')])).rejects.toThrow(UnknownTopicError);
    await topics.send([record(kept, 'k', 'second')]);
    expect((await topics.browse(kept, 9)).map(textOf)).toEqual(
      expect.arrayContaining(['first', 'second']),
    );
  });

  test('K15 fifteen topics are made at once and can be sent to at once', async () => {
    const topics = suite.bus();
    const wanted = Array.from({ length: 15 }, () => settings(3));
    await topics.create(wanted);
    await topics.send(wanted.flatMap(({ name }) => numbered(name, 5)));
    for (const { name } of wanted)
      expect((await topics.ends(name)).reduce((sum, end) => sum + end, 0n)).toBe(5n);
  });
});
