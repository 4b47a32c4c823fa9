import { randomUUID } from 'node:crypto';
import { batchOf, bench, quiet } from './handle.words';
import { inLine } from './in-line';
import type { Lane, Task } from './lanes';

const lane = (stream: string, ...indexes: readonly number[]): Lane => ({
  stream,
  tasks: indexes.map((index): Task => ({ index, order: quiet(`order-${index}`, 0) })),
});

/** Lanes that end when told, and what ran so far. */
const told = () => {
  const ran: string[] = [];
  const ends: (() => void)[] = [];
  const run = inLine(async ({ stream, tasks }) => {
    ran.push(`${stream} ${tasks.map(({ index }) => index).join('+')}`);
    await new Promise<void>((resolve) => ends.push(resolve));
  });
  return { ran, run, end: () => ends.shift()?.() };
};

const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('lanes in line', () => {
  test('one of a stream runs at a time; what came meanwhile then runs as one', async () => {
    const { ran, run, end } = told();
    const first = run(lane('one', 1));
    await turn();
    const waiting = [run(lane('one', 2)), run(lane('one', 3, 4))];
    await turn();
    expect(ran).toEqual(['one 1']);
    end();
    await first;
    await turn();
    expect(ran).toEqual(['one 1', 'one 2+3+4']);
    end();
    await Promise.all(waiting);
  });

  test('other streams do not wait', async () => {
    const { ran, run, end } = told();
    const both = [run(lane('one', 1)), run(lane('two', 2))];
    await turn();
    expect(ran).toEqual(['one 1', 'two 2']);
    end();
    end();
    await Promise.all(both);
  });

  test('a lane that fails tells those who brought it, and the next one runs', async () => {
    const ran: number[] = [];
    const run = inLine(async ({ tasks }) => {
      ran.push(...tasks.map(({ index }) => index));
      if (tasks[0]?.index === 1) throw new Error('away');
    });
    const first = run(lane('one', 1)).catch(String);
    await turn();
    await run(lane('one', 2));
    expect(await first).toBe('Error: away');
    expect(ran).toEqual([1, 2]);
  });
});

test('batches of several partitions meet in one stream without a conflict', async () => {
  const { start, streams, metrics } = bench((twin) => ({
    ...twin,
    append: async (...args) => {
      await turn(); // the others get as far as they can
      return twin.append(...args);
    },
  }));
  const { batch, orders } = start();
  const asked = () => batchOf({ id: randomUUID() }, { id: randomUUID() });
  const settled = await Promise.all([batch(asked()), batch(asked()), batch(asked())]);
  expect(settled).toEqual([2, 2, 2]);
  expect(await streams.read('count-one')).toHaveLength(6);
  expect(await Promise.all([batch(asked()), orders([quiet('inner', 6)])])).toEqual([2, true]);
  expect(metrics.value('conflicts')).toBe(0);
});
