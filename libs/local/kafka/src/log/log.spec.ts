import { gzipSync } from 'node:zlib';
import { errors } from '../errors';
import { crc32c } from '../wire/crc32c';
import { batch, bytesOf, contents, directory, opened, removeAll, segmentFiles } from './log.words';
import { findByTime } from './search';

afterEach(removeAll);

const three = () => [
  batch({ values: ['a', 'b'] }),
  batch({ values: ['c'] }),
  batch({ values: ['d', 'e', 'f'] }),
];

describe('a partition', () => {
  test('gives consecutive offsets, and reads whole batches from the one that holds an offset', () => {
    for (const tailBytes of [0, 1_000_000]) {
      const { log } = opened(directory(), { tailBytes });
      expect(three().map((one) => log.append(one).base)).toEqual([0, 2, 3]);
      expect([log.start, log.end]).toEqual([0, 6]);
      const sizes = three().map(({ length }) => length);
      expect(contents(log)).toEqual([
        [0, sizes[0]],
        [2, sizes[1]],
        [3, sizes[2]],
      ]);
      expect(Buffer.concat([...log.read(1, 1)]).length).toBe(sizes[0]);
      expect(Buffer.concat([...log.read(2, 10_000)]).length).toBe(
        (sizes[1] ?? 0) + (sizes[2] ?? 0),
      );
      expect(log.read(6, 10_000)).toEqual([]);
    }
  });

  test('is the same after it is opened again, also over several segments', () => {
    const at = directory();
    const { log } = opened(at, { segmentBytes: 200 });
    for (let i = 0; i < 20; i += 1) log.append(batch({ values: [`value ${i}`] }));
    const before = contents(log);
    log.close();
    expect(segmentFiles(at).length).toBeGreaterThan(5);
    const again = opened(at, { segmentBytes: 200 }).log;
    expect(contents(again)).toEqual(before);
    expect(again.append(batch({ values: ['next'] })).base).toBe(20);
  });

  test('finds the first record at or after a time, in plain and in gzip batches', () => {
    const { log } = opened(directory());
    log.append(batch({ values: ['a', 'b'], timesMs: [1_000, 3_000] }));
    const plain = batch({ values: ['c', 'd'], timesMs: [2_000, 5_000] });
    const packed = Buffer.concat([plain.subarray(0, 61), gzipSync(plain.subarray(61))]);
    packed.writeInt32BE(packed.length - 12, 8);
    packed.writeInt16BE(1, 21);
    packed.writeUInt32BE(crc32c(packed, 21), 17);
    expect(log.append(packed).error).toBe(errors.NONE);
    expect(findByTime(log, 0)).toEqual({ offset: 0, timeMs: 1_000 });
    expect(findByTime(log, 1_001)).toEqual({ offset: 1, timeMs: 3_000 });
    expect(findByTime(log, 3_001)).toEqual({ offset: 3, timeMs: 5_000 });
    expect(findByTime(log, 5_001)).toBeUndefined();
  });

  test('stamps the time of arrival where the topic says so', () => {
    const clock = { now: () => 7_000, after: () => () => {}, wait: async () => {} };
    const { log } = opened(directory(), { appendTime: true, clock });
    expect(log.append(batch({ values: ['a'] }))).toEqual({ error: 0, base: 0, timeMs: 7_000 });
    const [stored] = log.read(0, 1);
    expect(stored?.readBigInt64BE(35)).toBe(7_000n);
    expect(stored?.readInt16BE(21)).toBe(8);
    expect(crc32c(stored ?? Buffer.alloc(0), 21)).toBe(stored?.readUInt32BE(17));
    expect(findByTime(log, 6_999)).toEqual({ offset: 0, timeMs: 7_000 });
  });

  test('moves its start, forgets whole segments below it, and remembers that after a restart', () => {
    const at = directory();
    const { log } = opened(at, { segmentBytes: 200 });
    for (let i = 0; i < 20; i += 1) log.append(batch({ values: [`value ${i}`] }));
    const files = segmentFiles(at).length;
    log.deleteBefore(11);
    expect(log.start).toBe(11);
    expect(segmentFiles(at).length).toBeLessThan(files);
    log.close();
    expect(opened(at, { segmentBytes: 200 }).log.start).toBe(11);
  });

  test('keeps the newest segments of a topic bounded in bytes, and nothing that is too old', () => {
    let now = 10_000;
    const clock = { now: () => now, after: () => () => {}, wait: async () => {} };
    const at = directory();
    const { log } = opened(at, {
      segmentBytes: 200,
      retentionBytes: 400,
      retentionMs: 60_000,
      clock,
    });
    for (let i = 0; i < 20; i += 1) log.append(batch({ values: [`value ${i}`], timesMs: [now] }));
    log.retain();
    expect(log.bytes).toBeGreaterThanOrEqual(400);
    expect(log.bytes).toBeLessThan(700);
    now += 70_000;
    log.retain();
    expect([log.start, log.end, log.bytes]).toEqual([20, 20, 0]);
    log.close();
    expect(opened(at, { clock }).log.append(batch({ values: ['next'] })).base).toBe(20);
  });

  test('shows what it wrote only when it is durable', async () => {
    const { log, disk } = opened(directory(), { sync: 'commit', tailBytes: 1_000 });
    log.append(batch({ values: ['a'] }));
    expect([log.end, log.read(0, 1_000)]).toEqual([0, []]);
    await new Promise<void>((resolve) => {
      disk.onceDurable(resolve);
    });
    expect([log.end, log.read(0, 1_000).length]).toEqual([1, 1]);
  });

  test('refuses writes on a full disk, as if they had not been tried, until there is room again', () => {
    let now = 0;
    const clock = { now: () => now, after: () => () => {}, wait: async () => {} };
    const at = directory();
    const { log, disk, faults } = opened(at, { clock });
    log.append(batch({ values: ['a'] }));
    faults.add({ kind: 'diskFull' });
    const before = segmentFiles(at).map(bytesOf);
    expect(log.append(batch({ values: ['b'] })).error).toBe(errors.STORAGE);
    expect(log.append(batch({ values: ['c'] })).error).toBe(errors.STORAGE);
    expect([log.end, segmentFiles(at).map(bytesOf)]).toEqual([1, before]);
    disk.mend();
    now += 1_000;
    expect(log.append(batch({ values: ['d'] }))).toMatchObject({ error: errors.NONE, base: 1 });
  });
});
