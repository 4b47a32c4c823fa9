import { writeFileSync } from 'node:fs';
import { batch, bytesOf, contents, directory, opened, removeAll, segmentFiles } from './log.words';

afterEach(removeAll);

const three = () => [
  batch({ values: ['a', 'b'] }),
  batch({ values: ['c'] }),
  batch({ values: ['d', 'e', 'f'] }),
];

describe('the end of a log', () => {
  /** A closed log of three batches: its directory, its file and where each batch ends. */
  const closed = () => {
    const at = directory();
    const { log } = opened(at);
    const ends = [0];
    for (const one of three()) {
      log.append(one);
      ends.push((ends.at(-1) ?? 0) + one.length);
    }
    log.close();
    const [file = ''] = segmentFiles(at);
    return { at, file, ends, whole: bytesOf(file) };
  };

  /** How many batches are found, or where the damage is said to be. */
  const outcome = (at: string): number | string => {
    try {
      return contents(opened(at).log).length;
    } catch (error) {
      return String(error).replace(/^DamageError: (.*): a bad.*$/, '$1');
    }
  };

  test('cut at any byte is cut back to the last whole batch, and can be appended to', () => {
    const { at, file, ends, whole } = closed();
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      const { log } = opened(at);
      const kept = ends.filter((end) => end <= length).length - 1;
      expect([length, contents(log).length]).toEqual([length, kept]);
      expect(bytesOf(file).length).toBe(ends[kept]);
      expect(log.append(batch({ values: ['next'] })).base).toBe([0, 2, 3][kept]);
      log.close();
    }
  });

  test('filled with zeros counts as torn', () => {
    const { at, file, ends, whole } = closed();
    writeFileSync(file, Buffer.concat([whole.subarray(0, ends[2]), Buffer.alloc(5_000)]));
    expect(contents(opened(at).log)).toHaveLength(2);
  });

  test('flipped at any byte before the last batch is damage, and named; within it, torn', () => {
    const { at, file, ends, whole } = closed();
    const leaderEpochs = ends.flatMap((end) => [12, 13, 14, 15].map((i) => end + i));
    for (let i = 0; i < whole.length; i += 1) {
      const flipped = Buffer.from(whole);
      flipped[i] = (flipped[i] ?? 0) ^ 0x10;
      writeFileSync(file, flipped);
      const hit = ends.filter((end) => end <= i).at(-1) ?? 0;
      const torn = hit === ends[2] ? 2 : `${file} is damaged at byte ${hit}`;
      expect([i, outcome(at)]).toEqual([i, leaderEpochs.includes(i) ? 3 : torn]);
    }
  });

  test('is given up from a damaged byte on when the operator says so', () => {
    const { at, file, ends, whole } = closed();
    whole[(ends[1] ?? 0) + 30] = 77;
    writeFileSync(file, whole);
    expect(() => opened(at)).toThrow('is damaged');
    const { log } = opened(at, { truncateAt: `${file}@${ends[1]}` });
    expect(contents(log)).toHaveLength(1);
  });

  test('in a segment before the last is damage, not a torn end', () => {
    const at = directory();
    const { log } = opened(at, { segmentBytes: 150 });
    three().forEach((one) => log.append(one));
    log.close();
    const [first = ''] = segmentFiles(at);
    writeFileSync(first, bytesOf(first).subarray(0, -1));
    expect(() => opened(at)).toThrow(`${first} is damaged at byte 0`);
  });
});
