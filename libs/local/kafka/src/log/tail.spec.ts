import { batch, contents, directory, opened, removeAll } from './log.words';
import { type Tail, TailCache, readTail, tailFrom } from './tail';

afterEach(removeAll);

const placed = (base: number): Buffer =>
  batch({ values: ['v'], change: (bytes) => bytes.writeInt32BE(base, 4) });
const size = placed(0).length;

describe('recent batches in memory', () => {
  test('stay below one bound for all logs, and the oldest of all leave first', () => {
    const cache = new TailCache(10 * size);
    const [one, other]: [Tail, Tail] = [
      { batches: [], head: 0 },
      { batches: [], head: 0 },
    ];
    for (let base = 0; base < 5_000; base += 1) cache.add(one, placed(base));
    for (let base = 0; base < 4; base += 1) cache.add(other, placed(base));
    expect(cache.bytes).toBe(10 * size);
    expect(tailFrom(one, 4_993)).toBeUndefined();
    const from = tailFrom(one, 4_994) ?? -1;
    expect(readTail(one, from, { end: 5_000, bytesMax: 100 * size })).toHaveLength(6);
    expect(readTail(one, from, { end: 4_996, bytesMax: 100 * size })).toHaveLength(2);
    expect(readTail(one, from, { end: 5_000, bytesMax: 1 })).toHaveLength(1);
    expect(one.batches.length).toBeLessThan(200);
    cache.drop(one);
    expect(cache.bytes).toBe(4 * size);
    for (let base = 4; base < 30; base += 1) cache.add(other, placed(base));
    expect(cache.bytes).toBe(10 * size);
  });

  test('and those in files together give every batch once', () => {
    const { log } = opened(directory(), { tailBytes: 20 * size, segmentBytes: 1_000 });
    for (let i = 0; i < 300; i += 1) log.append(batch({ values: ['v'] }));
    expect(contents(log).map(([base]) => base)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });
});
