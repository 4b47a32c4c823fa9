import { memoryTopics } from './memory';
import { freshTopic, numbered, record, settings, taken, until } from './topics.words';
import { moment } from './within';

/** A clock that only tests move, with what is to be done at each time. */
const handClock = () => {
  const due: { ms: number; act: () => void }[] = [];
  return {
    after: (ms: number, act: () => void) => void due.push({ ms, act }),
    pauses: () => due.map(({ ms }) => ms),
    strike: () => due.splice(0).forEach(({ act }) => act()),
  };
};

describe('the twin', () => {
  test('stamps records by the clock it is given', async () => {
    const topics = memoryTopics({ now: () => 1_700_000_000_000 });
    const topic = await freshTopic(topics, 1);
    await topics.send([record(topic, 'k', 'v')]);
    expect((await topics.browse(topic, 1))[0]?.timestampMs).toBe(1_700_000_000_000);
  });

  test('makes every topic with the partitions it is given', async () => {
    const topics = memoryTopics({ partitions: 1 });
    const topic = await freshTopic(topics, 12);
    expect(await topics.ends(topic)).toEqual([0n]);
  });

  test('tells a drift in words', async () => {
    const topics = memoryTopics();
    const wanted = settings(2);
    await topics.create([wanted]);
    expect(await topics.create([{ ...wanted, retentionMs: 5 }])).toEqual([
      `${wanted.name}: retentionMs is 604800000, not 5`,
    ]);
  });

  test('pauses twice as long after each failure, up to 30 s, and anew after a success', async () => {
    const { after, pauses, strike } = handClock();
    const topics = memoryTopics({ after });
    const topic = await freshTopic(topics, 1);
    let [calls, failures] = [0, 9];
    topics.consume({ group: 'g', topics: [topic] }, async ({ records }) => {
      calls += 1;
      return calls <= failures ? 0 : records.length;
    });
    await topics.send([record(topic, 'k', 'v')]);
    const seen: number[] = [];
    for (let round = 1; round <= 9; round += 1) {
      await until('it failed again', () => pauses().length === 1);
      seen.push(...pauses());
      strike();
    }
    expect(seen).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    await until('it was taken', () => calls === 10);
    failures = 11;
    await topics.send([record(topic, 'k', 'v')]);
    await until('it failed again', () => pauses().length === 1);
    expect(pauses()).toEqual([250]);
  });

  test('gives a partition away under a batch that is too long in work, and refuses its commit', async () => {
    const { after, pauses, strike } = handClock();
    const topics = memoryTopics({ after });
    const topic = await freshTopic(topics, 2);
    await topics.send(numbered(topic, 10));
    const [slow, quick, release] = [taken(), taken(), moment()];
    topics.consume({ group: 'g', topics: [topic] }, async (batch) => {
      await release.happened;
      return slow.takeAll(batch);
    });
    await new Promise(setImmediate);
    const second = topics.consume({ group: 'g', topics: [topic] }, quick.takeAll);
    await until('the group waits for the batches in work', () => pauses().length === 1);
    strike();
    await second.joined;
    await until('the other has its partition', () => quick.records().length > 0);
    release.happen();
    await until('the first has both', () => slow.records().length === 10);
    const twice = quick.texts().filter((text) => slow.texts().includes(text));
    expect(twice).toEqual(quick.texts());
  });

  test('takes a wrong figure for nothing settled', async () => {
    const topics = memoryTopics({ after: (_ms, act) => void setImmediate(act) });
    const topic = await freshTopic(topics, 1);
    await topics.send(numbered(topic, 3));
    const figures = [Number.NaN, -4, 1.5, 99];
    const sizes: number[] = [];
    topics.consume({ group: 'g', topics: [topic] }, async ({ records }) => {
      sizes.push(records.length);
      return figures[sizes.length - 1] ?? records.length;
    });
    await until('it is settled', () => sizes.length === 4);
    expect(sizes).toEqual([3, 3, 3, 3]);
  });
});
