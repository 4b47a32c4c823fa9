import { setTimeout as wait } from 'node:timers/promises';
import type { Consumer, Topics } from './topics';
import {
  firstSeen,
  freshName,
  freshTopic,
  numbered,
  record,
  taken,
  underLoad,
  until,
} from './topics.words';

/** Counts what several members of one group were handed. */
const crew = (bus: () => Topics, group: string, topic: string) => {
  const all = taken();
  const counts: number[] = [];
  const join = async (): Promise<Consumer> => {
    const place = counts.push(0) - 1;
    const consumer = bus().consume({ group, topics: [topic], batchMax: 5 }, async (batch) => {
      counts[place] = (counts[place] ?? 0) + batch.records.length;
      return all.takeAll(batch);
    });
    await consumer.joined;
    return consumer;
  };
  return { all, counts, join };
};

/** What is true of several consumers on any bus. */
export const groupsContract = (bus: () => Topics): void => {
  test('T11 members come and go under load and nothing is lost or out of order', async () => {
    const topic = await freshTopic(bus(), 6);
    const { all, counts, join } = crew(bus, freshName('group'), topic);
    const load = underLoad(bus(), topic);
    const busy = async (place: number) =>
      until(`member ${place} reads`, () => (counts[place] ?? 0) > 0, 20_000);
    const first = await join();
    await busy(0);
    await join();
    await busy(1);
    await join();
    await busy(2);
    await first.stop();
    const sent = await load.end();
    const seen = () => new Set(all.texts()).size;
    await until('all are there', () => seen() === sent, 20_000);
    for (const values of firstSeen(all.records()).values()) {
      const numbers = values.map(Number);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  }, 60_000);

  test('two groups each get everything', async () => {
    const topic = await freshTopic(bus(), 2);
    const [one, other] = [taken(), taken()];
    bus().consume({ group: freshName('group'), topics: [topic] }, one.takeAll);
    bus().consume({ group: freshName('group'), topics: [topic] }, other.takeAll);
    await bus().send(numbered(topic, 20));
    await until('both have all', () => one.records().length + other.records().length >= 40);
    expect(one.texts().toSorted()).toEqual(other.texts().toSorted());
  });

  test('stopping lets the batch in work settle and commits it', async () => {
    const topic = await freshTopic(bus(), 1);
    await bus().send(numbered(topic, 3));
    const group = freshName('group');
    let begun = false;
    const first = bus().consume({ group, topics: [topic] }, async ({ records }) => {
      begun = true;
      await wait(100);
      return records.length;
    });
    await until('the batch is in work', () => begun);
    await first.stop();
    const reader = taken();
    bus().consume({ group, topics: [topic] }, reader.takeAll);
    await bus().send([record(topic, 'k', 'after')]);
    await until('the later one is there', () => reader.records().length >= 1);
    expect(reader.texts()).toEqual(['after']);
  });

  test('T19 closing while a fetch waits takes under 2 s', async () => {
    const topic = await freshTopic(bus(), 2);
    const consumer = bus().consume({ group: freshName('group'), topics: [topic] }, async () => 0);
    await consumer.joined;
    const began = performance.now();
    await consumer.stop();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
};
