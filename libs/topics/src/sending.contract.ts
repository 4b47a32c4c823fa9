import { UnknownTopicError } from './errors';
import { partitionOf } from './partition';
import { RecordTooLargeError, type Topics } from './topics';
import { freshName, freshTopic, numbered, record, taken, textOf, until } from './topics.words';

/** What is true of sending on any bus. */
export const sendingContract = (bus: () => Topics): void => {
  test('T1 records of one key arrive in the order sent', async () => {
    const topic = await freshTopic(bus(), 3);
    const reader = taken();
    bus().consume({ group: freshName('group'), topics: [topic] }, reader.takeAll);
    await Promise.all(numbered(topic, 500, 7).map(async (one) => bus().send([one])));
    await until('all are there', () => reader.records().length >= 500);
    const ofKey = reader.records().filter(({ key }) => key?.toString() === 'key-3');
    expect(ofKey.map((one) => Number(textOf(one)))).toEqual(
      Array.from({ length: 71 }, (_, index) => index * 7 + 3),
    );
  });

  test('T1 key, value and headers arrive unchanged, empty and binary ones too', async () => {
    const topic = await freshTopic(bus(), 1);
    const bytes = Buffer.from([0, 255, 128, 10, 13]);
    const headers = { text: 'übermut ❤️', empty: '', bytes };
    await bus().send([
      { topic, key: bytes, value: bytes, headers },
      { topic, key: null, value: null, headers: {} },
      { topic, key: 'ключ', value: '', headers: {} },
    ]);
    const [first, second, third] = await bus().browse(topic, 3);
    expect(first).toMatchObject({ topic, partition: 0, offset: '0', key: bytes, value: bytes });
    expect(first?.headers).toEqual({
      text: Buffer.from('übermut ❤️'),
      empty: Buffer.alloc(0),
      bytes,
    });
    expect(second).toMatchObject({ offset: '1', key: null, value: null, headers: {} });
    expect(third).toMatchObject({ key: Buffer.from('ключ'), value: Buffer.alloc(0) });
  });

  test('T1 the broker stamps a topic that says so, and never backwards', async () => {
    const topic = await freshTopic(bus(), 1);
    for (const one of numbered(topic, 5)) await bus().send([one]);
    const stamps = (await bus().browse(topic, 5)).map(({ timestampMs }) => timestampMs);
    expect(stamps).toHaveLength(5);
    expect(stamps.every(Number.isInteger)).toBe(true);
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
  });

  test('T2 the partition of a key is the one of the Java client', async () => {
    const topic = await freshTopic(bus(), 12);
    await bus().send(numbered(topic, 100, 100));
    const records = await bus().browse(topic, 100);
    expect(records).toHaveLength(100);
    for (const one of records)
      expect(one.partition).toBe(partitionOf(one.key ?? Buffer.alloc(0), 12));
  });

  test('T2 records without a key are spread', async () => {
    const topic = await freshTopic(bus(), 4);
    await bus().send(Array.from({ length: 40 }, (_, index) => record(topic, null, `${index}`)));
    expect((await bus().ends(topic)).every((end) => end > 0n)).toBe(true);
  });

  test('T3 a gathered send over several topics loses nothing', async () => {
    const names = await Promise.all([1, 3, 5].map(async (count) => freshTopic(bus(), count)));
    const records = names.flatMap((name) => numbered(name, 700));
    await Promise.all([bus().send(records), bus().send(records), bus().send([])]);
    for (const name of names) {
      const ends = await bus().ends(name);
      expect(ends.reduce((sum, end) => sum + end, 0n)).toBe(1_400n);
    }
  });

  test('T5 a send larger than one record batch may be is taken whole and in order', async () => {
    const topic = await freshTopic(bus(), 1);
    const filling = 'x'.repeat(300_000);
    const records = Array.from({ length: 9 }, (_, index) => record(topic, 'k', index + filling));
    await bus().send(records);
    const found = await bus().browse(topic, 9);
    expect(found.map((one) => Number(textOf(one)[0]))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('T5 a single oversize record is refused by name and the others are delivered', async () => {
    const topic = await freshTopic(bus(), 1);
    const tooLarge = record(topic, 'k', 'x'.repeat(1_100_000));
    const sent = bus().send([record(topic, 'k', 'one'), tooLarge, record(topic, 'k', 'two')]);
    await expect(sent).rejects.toThrow(RecordTooLargeError);
    await expect(sent).rejects.toMatchObject({ topic });
    expect((await bus().browse(topic, 9)).map(textOf)).toEqual(['one', 'two']);
  });

  test('T6 an unknown topic is an error, and nothing is created', async () => {
    const topic = freshName('nobody-made');
    const known = await freshTopic(bus(), 1);
    const reader = bus().consume({ group: freshName('group'), topics: [topic] }, async () => 0);
    const answers = await Promise.allSettled([
      bus().send([record(topic, 'k', 'lost'), record(known, 'k', 'kept')]),
      reader.joined,
      reader.failed,
      bus().ends(topic),
    ]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(UnknownTopicError) });
    await expect(bus().ends(topic)).rejects.toThrow(UnknownTopicError);
    expect((await bus().browse(known, 9)).map(textOf)).toEqual(['kept']);
  });
};
