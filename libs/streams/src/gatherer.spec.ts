import { gatherer } from './gatherer';
import { numbers } from './streams.words';

describe('a gatherer', () => {
  test('gives an idle reader at once what came in the same turn', async () => {
    const { put, take } = gatherer<number>(10, 60_000);
    const taking = take();
    [1, 2, 3].forEach(put);
    expect(await taking).toEqual([1, 2, 3]);
  });

  test('gives a busy reader its next batch only after a pause, with all that came', async () => {
    const { put, take } = gatherer<number>(10, 30);
    put(1);
    await take();
    const beganAtMs = performance.now();
    const taking = take();
    put(2);
    setTimeout(() => put(3), 5);
    expect(await taking).toEqual([2, 3]);
    expect(performance.now() - beganAtMs).toBeGreaterThan(25);
  });

  test('gives full batches without any pause, in the order of arrival', async () => {
    const { put, take, isFull } = gatherer<number>(10, 60_000);
    expect(isFull()).toBe(false);
    numbers(25).forEach(put);
    expect(isFull()).toBe(true);
    expect(await take()).toEqual(numbers(10));
    expect(await take()).toEqual(numbers(20).slice(10));
    expect(isFull()).toBe(false);
  });

  test('gives what is left after its end, and then nothing', async () => {
    const { put, take, end } = gatherer<number>(10, 60_000);
    put(1);
    await take();
    put(2);
    end();
    expect(await take()).toEqual([2]);
    expect(await take()).toEqual([]);
  });

  test('wakes a waiting reader when it ends', async () => {
    const { take, end } = gatherer<number>(10, 60_000);
    const taking = take();
    end();
    expect(await taking).toEqual([]);
  });
});
