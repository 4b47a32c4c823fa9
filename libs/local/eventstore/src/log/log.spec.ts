import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { realDisk } from './disk';
import { DamageError, Log, WriteRefusedError } from './log';
import { everythingIn, newDirectory, openAt, proposal } from '../store.words';

const firstSegment = '0000000000000000.log';

/** Three commits: one append, two appends, one append of two events. */
const smallLog = async () => {
  const directory = newDirectory();
  const store = openAt(directory);
  await store.append('a', 'no_stream', [proposal()]);
  const second = await Promise.all(
    ['b', 'c'].map((name) => store.append(name, 'any', [proposal()])),
  );
  await store.append('a', 0, [proposal(), proposal()]);
  const events = everythingIn(store);
  await store.close();
  const bytes = readFileSync(join(directory, firstSegment));
  const starts = [events[0], events[1], events[2], events[3]].map(
    (event) => (event?.position ?? 0) - 18,
  );
  expect(second).toHaveLength(2);
  return { bytes, events, starts };
};

/** How many events a store finds in these bytes, or where it says they are damaged. */
const openOn = async (bytes: Buffer): Promise<readonly string[]> => {
  const directory = newDirectory();
  writeFileSync(join(directory, firstSegment), bytes);
  try {
    const store = openAt(directory);
    const found = everythingIn(store).map(({ id }) => id);
    await store.append('later', 'any', [proposal()]);
    await store.close();
    const again = openAt(directory);
    expect(
      everythingIn(again)
        .slice(0, -1)
        .map(({ id }) => id),
    ).toEqual(found);
    await again.close();
    return found;
  } finally {
    rmSync(directory, { recursive: true });
  }
};

test('a log cut at any byte opens to an exact prefix of whole appends', async () => {
  const { bytes, events, starts } = await smallLog();
  for (let length = 0; length < bytes.length; length += 1) {
    const whole = starts.filter((_, index) => (starts[index + 1] ?? bytes.length) <= length).length;
    const found = await openOn(bytes.subarray(0, length));
    expect(found).toEqual(events.slice(0, whole).map(({ id }) => id));
  }
}, 20_000);

/** What a store says of a log with one bit flipped. */
const openFlipped = async (bytes: Buffer, at: number): Promise<unknown> => {
  const broken = Buffer.from(bytes);
  broken[at]! ^= 0x10;
  return openOn(broken).catch((error: unknown) => error);
};

test('a flipped bit in the last commit cuts that commit off', async () => {
  const { bytes, events, starts } = await smallLog();
  for (let at = starts[3] ?? 0; at < bytes.length; at += 1)
    expect(await openFlipped(bytes, at)).toEqual(events.slice(0, 3).map(({ id }) => id));
}, 20_000);

test('a flipped bit before that is refused, with its place', async () => {
  const { bytes, starts } = await smallLog();
  for (let at = 0; at < (starts[3] ?? 0); at += 1) {
    const error = await openFlipped(bytes, at);
    expect(error).toBeInstanceOf(DamageError);
    const frame = starts.findLast((start) => start <= at);
    expect(String(error)).toContain(`at position ${frame},`);
  }
}, 20_000);

test('a torn commit of several appends loses the damaged one and all behind it', async () => {
  const { bytes, events, starts } = await smallLog();
  const two = bytes.subarray(0, starts[3]);
  const broken = Buffer.from(two);
  broken[(starts[1] ?? 0) + 30]! ^= 1;
  expect(await openOn(broken)).toEqual([events[0]?.id]);
});

test('a zero-filled tail is a torn one', async () => {
  const { bytes, events } = await smallLog();
  const found = await openOn(Buffer.concat([bytes, Buffer.alloc(5_000)]));
  expect(found).toHaveLength(events.length);
});

describe('a log in several segments', () => {
  const segmented = async () => {
    const directory = newDirectory();
    const store = openAt(directory, { segmentBytes: 600 });
    for (let count = 0; count < 12; count += 1)
      await store.append(`s-${count}`, 'no_stream', [proposal()]);
    const events = everythingIn(store);
    await store.close();
    const files = readdirSync(directory).toSorted();
    return { directory, events, files };
  };

  test('is read back across their borders, and named by first position', async () => {
    const { directory, events, files } = await segmented();
    expect(files.length).toBeGreaterThan(2);
    const store = openAt(directory, { segmentBytes: 600 });
    expect(everythingIn(store)).toEqual(events);
    const second = Number(files[1]?.slice(0, -4));
    expect(events.some(({ position }) => position - 18 === second)).toBe(true);
    await store.close();
  });

  test('is refused when an earlier segment is torn, or missing', async () => {
    const { directory, files } = await segmented();
    const file = join(directory, files[0]!);
    copyFileSync(file, `${file}.kept`);
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    expect(() => openAt(directory)).toThrow(DamageError);
    rmSync(file);
    expect(() => openAt(directory)).toThrow(DamageError);
  });

  test('is cut at a position only when told to', async () => {
    const { directory, events, files } = await segmented();
    const last = join(directory, files.at(-1)!);
    const at = (events[4]?.position ?? 0) - 18;
    const broken = Buffer.from(readFileSync(last));
    appendFileSync(last, broken);
    const store = openAt(directory, { truncateAt: at });
    expect(everythingIn(store)).toEqual(events.slice(0, 4));
    expect(await store.append('s-9', 'no_stream', [proposal()])).toMatchObject({ type: 'written' });
    await store.close();
  });
});

test('a reader that reads ahead does not remember a commit that was taken back', async () => {
  let refusing = false;
  const write = async (fd: number, bytes: Buffer, at: number): Promise<number> => {
    const count = await realDisk.write(fd, bytes, at);
    if (!refusing) return count;
    read(0, 4);
    throw new Error('ENOSPC');
  };
  const disk = { ...realDisk, write };
  const options = { directory: newDirectory(), sync: false, segmentBytes: 1e6, disk };
  const log = new Log({ ...options, truncateAt: undefined }, () => {});
  const read = log.reader(1_024);
  await log.commit(Buffer.from('one.'));
  refusing = true;
  await expect(log.commit(Buffer.from('lost'))).rejects.toThrow(WriteRefusedError);
  refusing = false;
  await log.commit(Buffer.from('two.'));
  expect(read(0, 8).toString()).toBe('one.two.');
  log.close();
});
