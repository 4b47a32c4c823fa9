import { randomUUID } from 'node:crypto';
import type { Streams } from '@vestibule/streams';
import { reservingBench } from './reserve.words';

const [a, b, c, d] = Array.from({ length: 4 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
];

describe('a command that needs a reservation', () => {
  test('reserves before it is decided; one that needs none costs nothing', async () => {
    const { start, batch, totals, taken, calls } = reservingBench();
    const handle = start();
    expect(await handle.batch(batch({ id: a, by: 10 }))).toBe(1);
    expect(calls).toEqual(['append count-one']);
    expect(await handle.batch(batch({ id: b, by: 2 }))).toBe(1);
    expect(calls.slice(1)).toEqual(['append purse-all', 'append count-one']);
    expect(await totals('one')).toEqual([10, 12]);
    expect(await taken()).toEqual([b]);
  });

  test('is judged by the answer: where nothing is left it is refused', async () => {
    const { start, batch, totals, taken } = reservingBench();
    await start().batch(
      batch({ id: a, by: 10 }, { id: b, by: 4 }, { id: c, by: 4 }, { id: d, by: 1 }),
    );
    expect(await totals('one')).toEqual([10, 14, 'Refused', 15]);
    expect(await taken()).toEqual([b, d]);
  });

  test('looks again where an answer changes what the next one needs', async () => {
    const { start, batch, totals, taken } = reservingBench();
    // Were the first granted, the second would be over ten; refused, it is not.
    await start().batch(batch({ id: a, by: 5 }, { id: b, by: 6 }, { id: c, by: 5 }));
    expect(await totals('one')).toEqual([5, 'Refused', 10]);
    expect(await taken()).toEqual([c]);
  });

  test('of many streams is one append to theirs', async () => {
    const { start, batch, totals, calls } = reservingBench();
    const handle = start();
    await handle.batch(batch({ id: a, key: 'one', by: 10 }, { id: b, key: 'two', by: 10 }));
    calls.length = 0;
    await handle.batch(batch({ id: c, key: 'one', by: 2 }, { id: d, key: 'two', by: 3 }));
    expect(calls.filter((call) => call === 'append purse-all')).toHaveLength(1);
    expect([await totals('one'), await totals('two')]).toEqual([
      [10, 12],
      [10, 13],
    ]);
  });

  test('finds its reservation when it comes again', async () => {
    let away = false;
    const crashing = (streams: Streams): Streams => ({
      ...streams,
      append: async (stream, ...rest) => {
        if (away && stream === 'count-one') throw new Error('gone before the append');
        return streams.append(stream, ...rest);
      },
    });
    const { start, batch, totals, taken } = reservingBench(crashing);
    const handle = start();
    await handle.batch(batch({ id: a, by: 10 }));
    away = true;
    expect(await handle.batch(batch({ id: b, by: 4 }))).toBe(0);
    expect(await taken()).toEqual([b]);
    away = false;
    expect(await handle.batch(batch({ id: b, by: 4 }))).toBe(1);
    expect(await totals('one')).toEqual([10, 14]);
    expect(await taken()).toEqual([b]);
  });
});

describe('on a mere guess', () => {
  test('nothing is reserved unless there is much room: the stream is loaded first', async () => {
    const { start, batch, totals, taken, calls } = reservingBench();
    await start().batch(batch({ id: a, by: 2 }));
    calls.length = 0;
    // To a fresh process the stream looks empty, and its purse is not known.
    await start().batch(batch({ id: b, by: 11 }));
    expect(calls[0]).toBe('read count-one');
    expect(await totals('one')).toEqual([2, 'Refused']);
    expect(await taken()).toEqual([]);
  });
});

describe('a purse that cannot be read', () => {
  test('leaves the commands unsettled while the store is away', async () => {
    const { start, batch, totals } = reservingBench((streams) => ({
      ...streams,
      append: async (stream, ...rest) =>
        stream === 'purse-all'
          ? Promise.reject(new Error('away'))
          : streams.append(stream, ...rest),
    }));
    expect(await start().batch(batch({ id: a, by: 10 }, { id: b, by: 2 }))).toBe(0);
    expect(await totals('one')).toEqual([]);
  });

  test('is told to the rules where its history cannot be folded', async () => {
    const { start, batch, streams, totals } = reservingBench();
    const metadata = { $correlationId: 'x', $causationId: 'x' };
    const poison = { id: randomUUID(), type: 'Taken', data: {}, metadata };
    const marked = {
      id: randomUUID(),
      type: 'Quarantined',
      data: { atMs: 1, reason: 'x' },
      metadata,
    };
    await streams.append('purse-all', -1, [poison, marked]);
    expect(await start().batch(batch({ id: a, by: 10 }, { id: b, by: 2 }))).toBe(2);
    expect(await totals('one')).toEqual([10, -990]);
  });
});
