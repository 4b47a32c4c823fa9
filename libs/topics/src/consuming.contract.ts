import { partitionOf } from './partition';
import type { Topics } from './topics';
import {
  firstSeen,
  freshName,
  freshTopic,
  numbered,
  record,
  taken,
  textOf,
  until,
} from './topics.words';
import { moment } from './within';

/** What is true of one consumer on any bus. */
export const consumingContract = (bus: () => Topics): void => {
  test('T7 a new group starts at the beginning', async () => {
    const topic = await freshTopic(bus(), 2);
    await bus().send(numbered(topic, 30));
    const reader = taken();
    bus().consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await until('all are there', () => reader.records().length >= 30);
    expect(new Set(reader.texts()).size).toBe(30);
  });

  test('T7 a new group that asks for the end gets only what comes after it joined', async () => {
    const topic = await freshTopic(bus(), 2);
    await bus().send(numbered(topic, 30));
    const reader = taken();
    const consumer = bus().consume(
      { group: freshName('group'), topics: [topic], from: 'end' },
      reader.takeAll,
    );
    await consumer.joined;
    await bus().send([record(topic, 'a', 'new one'), record(topic, 'b', 'new two')]);
    await until('the new ones are there', () => reader.records().length >= 2);
    expect(reader.texts().toSorted()).toEqual(['new one', 'new two']);
  });

  test('T8 exactly the settled front is committed', async () => {
    const topic = await freshTopic(bus(), 1);
    await bus().send(numbered(topic, 10));
    const group = freshName('group');
    let calls = 0;
    const first = bus().consume({ group, topics: [topic] }, async () => {
      calls += 1;
      return calls === 1 ? 4 : 0;
    });
    await until('the rest came again', () => calls >= 2);
    await first.stop();
    const reader = taken();
    bus().consume({ group, topics: [topic] }, reader.takeAll);
    await until('the rest is there', () => reader.records().length >= 6);
    expect(reader.texts()).toEqual(['4', '5', '6', '7', '8', '9']);
  });

  test('T8 what was in work when a member ended comes again', async () => {
    const topic = await freshTopic(bus(), 1);
    await bus().send(numbered(topic, 3));
    const group = freshName('group');
    let begun = false;
    const first = bus().consume({ group, topics: [topic] }, async () => {
      begun = true;
      return new Promise(() => {}); // never settles
    });
    await until('the batch is in work', () => begun);
    await first.stop();
    const reader = taken();
    bus().consume({ group, topics: [topic] }, reader.takeAll);
    await until('it came again', () => reader.records().length >= 3);
    expect(reader.texts()).toEqual(['0', '1', '2']);
  });

  test('T9 a failing partition is held back, goes on in order, and stops no other', async () => {
    const topic = await freshTopic(bus(), 4);
    const failing = partitionOf('key-0', 4);
    const reader = taken();
    const alerts: string[] = [];
    let failures = 0;
    const alert = (what: string) => alerts.push(what);
    bus().consume({ group: freshName('group'), topics: [topic], alert }, async (batch) => {
      if (batch.partition === failing && failures < 2) {
        failures += 1;
        throw new TypeError('a bug of ours');
      }
      return reader.takeAll(batch);
    });
    await bus().send(numbered(topic, 40, 8));
    const isFailing = ({ partition }: { partition: number }) => partition === failing;
    await until('the failing one went on', () => reader.records().some(isFailing));
    await until('all are there', () => reader.records().length >= 40);
    const firstOfFailing = reader.batches.findIndex(isFailing);
    expect(failures).toBe(2);
    expect(alerts.filter((what) => what === 'a batch failed')).toHaveLength(2);
    expect(firstOfFailing).toBe(reader.batches.length - 1);
    expect(reader.records()).toHaveLength(40);
    const order = firstSeen(reader.records()).get(failing)?.map(Number);
    expect(order).toEqual(order?.toSorted((one, other) => one - other));
  });

  test('T9 K7 a stuck partition does not hold up the others', async () => {
    const topic = await freshTopic(bus(), 4);
    const stuck = partitionOf('key-0', 4);
    const reader = taken();
    const release = moment();
    bus().consume({ group: freshName('group'), topics: [topic] }, async (batch) => {
      if (batch.partition === stuck) await release.happened;
      return reader.takeAll(batch);
    });
    await bus().send(numbered(topic, 40, 8));
    await until('the others are done', () => reader.records().length > 0);
    const others = numbered(topic, 40, 8).filter(
      ({ key }) => partitionOf(key ?? '', 4) !== stuck,
    ).length;
    await bus().send(numbered(topic, 40, 8));
    await until('later ones too', () => reader.records().length >= 2 * others, 6_000);
    expect(reader.records().some(({ partition }) => partition === stuck)).toBe(false);
    release.happen();
    await until('the stuck one goes on', () => reader.records().length >= 80);
    expect(reader.records()).toHaveLength(80);
  });

  test('T10 a dead letter can be sent and awaited before its record is settled', async () => {
    const [topic, letters] = [await freshTopic(bus(), 1), await freshTopic(bus(), 1)];
    await bus().send([record(topic, 'k', 'unreadable')]);
    const group = freshName('group');
    const first = bus().consume({ group, topics: [topic] }, async ({ records }) => {
      await bus().send(
        records.map(({ key, value }) => ({ topic: letters, key, value, headers: {} })),
      );
      return records.length;
    });
    await until('the letter is there', async () => (await bus().ends(letters))[0] === 1n);
    await first.stop();
    expect((await bus().browse(letters, 5)).map(textOf)).toEqual(['unreadable']);
  });

  test('hands over at most batchMax records, one batch of a partition at a time', async () => {
    const topic = await freshTopic(bus(), 2);
    await bus().send(numbered(topic, 60));
    const open = new Set<number>();
    const sizes: number[] = [];
    let overlaps = 0;
    bus().consume({ group: freshName('group'), topics: [topic], batchMax: 7 }, async (batch) => {
      if (open.has(batch.partition)) overlaps += 1;
      open.add(batch.partition);
      await new Promise(setImmediate);
      open.delete(batch.partition);
      sizes.push(batch.records.length);
      return batch.records.length;
    });
    await until('all are there', () => sizes.reduce((sum, size) => sum + size, 0) >= 60);
    expect(overlaps).toBe(0);
    expect(Math.max(...sizes)).toBe(7);
  });

  test('T17 a waiting consumer gets a new record within 50 ms', async () => {
    const topic = await freshTopic(bus(), 3);
    const reader = taken();
    const consumer = bus().consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await consumer.joined;
    await bus().send([record(topic, 'k', 'warm')]);
    await until('the first is there', () => reader.records().length === 1);
    const waits: number[] = [];
    for (let round = 1; round <= 11; round += 1) {
      const sentAt = performance.now();
      await bus().send([record(topic, `key-${round}`, 'new')]);
      await until('it is there', () => reader.records().length > round);
      waits.push(performance.now() - sentAt);
    }
    const [median] = waits.toSorted((one, other) => one - other).slice(5);
    expect(median).toBeLessThan(50);
  });
};
