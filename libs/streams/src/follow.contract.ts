import {
  followed,
  numbers,
  said,
  saidTo,
  until,
  whatOf,
  type ContractStreams,
} from './streams.words';
import { signal } from './signal';
import type { Recorded } from './streams';

/** Following, as any store must do it. */
export const followContract = (open: () => Promise<ContractStreams>, fresh: () => string): void => {
  test('S10 S12 S18 shows each stream in its order and each append in one piece', async () => {
    const [streams, prefix] = [await open(), fresh()];
    await Promise.all(
      numbers(20).map((n) => streams.append(`${prefix}-${n}`, -1, [said(0), said(1), said(2)])),
    );
    const events = await followed(streams, { prefixes: [prefix] }, 60);
    numbers(20).forEach((n) => {
      const triple = events.slice(n * 3, n * 3 + 3);
      expect(triple.map(({ revision }) => revision)).toEqual([0, 1, 2]);
      expect(new Set(triple.map(({ stream }) => stream)).size).toBe(1);
    });
    expect(new Set(events.map(({ position }) => position)).size).toBe(60);
  });

  test('S17 S21 goes on behind each position, without a gap or a repetition', async () => {
    const [streams, prefix] = [await open(), fresh()];
    for (const n of numbers(12))
      await streams.append(`${prefix}-${n % 3}`, Math.floor(n / 3) - 1, [said(n)]);
    const all = await followed(streams, { prefixes: [prefix] }, 12);
    expect(whatOf(all)).toEqual(numbers(12));
    for (const [index, { position }] of all.entries()) {
      await streams.append(`${prefix}-end-${index}`, -1, [said('end')]);
      const rest = await followed(streams, { prefixes: [prefix], after: position }, 12);
      expect(whatOf(rest).slice(0, 12)).toEqual([
        ...whatOf(all).slice(index + 1),
        ...numbers(index + 1).map(() => 'end'),
      ]);
    }
  });

  test('S17 refuses an invented position', async () => {
    const [streams, prefix] = [await open(), fresh()];
    await streams.append(prefix, -1, [said('a')]);
    const invented = streams.follow(
      { prefixes: [prefix], after: 'yesterday' },
      async () => undefined,
    );
    await expect(invented.ended).rejects.toThrow();
  });

  test('reads positions of a stream and of the log as one', async () => {
    const [streams, stream] = [await open(), fresh()];
    await streams.append(stream, -1, [said('a'), said('b')]);
    const [, b] = await streams.read(stream);
    const before = await streams.head();
    await streams.append(stream, 1, [said('c')]);
    expect(await followed(streams, { prefixes: [stream] }, 3)).toEqual(await streams.read(stream));
    expect(whatOf(await followed(streams, { prefixes: [stream], after: b?.position }, 1))).toEqual([
      'c',
    ]);
    expect(whatOf(await followed(streams, { prefixes: [stream], after: before }, 1))).toEqual([
      'c',
    ]);
  });

  test('S19 misses nothing between history and live while others append', async () => {
    const [streams, prefix] = [await open(), fresh()];
    const seen: Recorded[] = [];
    const write = async (n: number): Promise<void> => {
      for (const revision of numbers(60))
        await streams.append(`${prefix}-${n}`, revision - 1, [said(revision)]);
    };
    const writing = Promise.all(numbers(8).map(write));
    await until(async () => (await streams.read(`${prefix}-0`)).length >= 20);
    const { stop } = streams.follow({ prefixes: [prefix], batchMax: 7 }, async (batch) => {
      seen.push(...batch);
    });
    await writing;
    await until(() => seen.length >= 480);
    await stop();
    numbers(8).forEach((n) => {
      const mine = seen.filter(({ stream }) => stream === `${prefix}-${n}`);
      expect(whatOf(mine)).toEqual(numbers(60));
    });
    expect(seen).toHaveLength(480);
  });

  test('S20 passes streams with one of the prefixes only, and no system event', async () => {
    const [streams, prefix] = [await open(), fresh()];
    for (const name of ['a', 'b', 'c']) await streams.append(`${prefix}-${name}`, -1, [said(name)]);
    await streams.keepLast(`${prefix}-a`, 1);
    await streams.tombstone(`${prefix}-c`);
    await streams.append(`${prefix}-a`, 0, [said('end')]);
    const prefixes = [`${prefix}-a`, `${prefix}-c`];
    expect(whatOf(await followed(streams, { prefixes }, 3))).toEqual(['a', 'c', 'end']);
  });

  test('S22 reports the end of the log behind its last event, also to a slow reader', async () => {
    const [streams, prefix] = [await open(), fresh()];
    const told: unknown[] = [];
    const caughtUp = (): void => void told.push('caught up');
    await streams.append(prefix, -1, saidTo(60));
    const { stop } = streams.follow(
      { prefixes: [prefix], batchMax: 3, caughtUp },
      async (batch) => {
        await streams.read(`${prefix}-nothing`);
        told.push(...whatOf(batch));
      },
    );
    await until(() => told.includes('caught up'));
    await stop();
    expect(told).toEqual([...numbers(60), 'caught up']);
  });

  test('S22 reports the end of the log again after falling behind', async () => {
    const [streams, prefix] = [await open(), fresh()];
    const told: unknown[] = [];
    const gate = signal();
    const caughtUp = (): void => void told.push('caught up');
    const { stop } = streams.follow({ prefixes: [prefix], caughtUp }, async (batch) => {
      await gate.raised;
      told.push(...whatOf(batch));
    });
    await until(() => told.includes('caught up'));
    for (const page of numbers(8)) await streams.append(prefix, page * 500 - 1, saidTo(500));
    gate.raise();
    const events = (): number => told.filter((one) => one !== 'caught up').length;
    await until(() => events() === 4_000 && told.at(-1) === 'caught up');
    await stop();
    expect(told.at(0)).toBe('caught up');
  });

  test('hands over one batch at a time, none above the limit', async () => {
    const [streams, prefix] = [await open(), fresh()];
    const sizes: number[] = [];
    let working = 0;
    let workingMax = 0;
    await streams.append(prefix, -1, saidTo(500));
    const { stop } = streams.follow({ prefixes: [prefix], batchMax: 40 }, async (batch) => {
      working += 1;
      workingMax = Math.max(workingMax, working);
      sizes.push(batch.length);
      await streams.head();
      working -= 1;
    });
    await until(() => sizes.reduce((sum, size) => sum + size, 0) === 500);
    await stop();
    expect(workingMax).toBe(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
  });

  test('ends with what the reader threw', async () => {
    const [streams, prefix] = [await open(), fresh()];
    await streams.append(prefix, -1, [said('a'), said('b')]);
    let calls = 0;
    const following = streams.follow({ prefixes: [prefix], batchMax: 1 }, async () => {
      calls += 1;
      throw new Error('no more of this');
    });
    await expect(following.ended).rejects.toThrow('no more of this');
    await following.stop();
    expect(calls).toBe(1);
  });

  test('stops only when the batch in work is done', async () => {
    const [streams, prefix] = [await open(), fresh()];
    const told: string[] = [];
    await streams.append(prefix, -1, [said('a')]);
    const following = streams.follow({ prefixes: [prefix] }, async () => {
      told.push('begun');
      await streams.head();
      told.push('done');
    });
    await until(() => told.length > 0);
    await following.stop();
    expect(told).toEqual(['begun', 'done']);
    await expect(following.ended).resolves.toBeUndefined();
  });
};
