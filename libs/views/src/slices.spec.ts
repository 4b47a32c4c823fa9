import type { Recorded } from '@vestibule/streams';
import { byStream, goesOn, newestAtMs, slicesOf } from './slices';

const event = (stream: string, revision: number, atMs = 0): Recorded => ({
  stream,
  revision,
  id: `${stream}@${revision}`,
  type: 'Told',
  data: { atMs },
  position: '0',
  metadata: { $correlationId: 'test', $causationId: 'test' },
});

test('a list is cut into pieces that hold all of it', () => {
  expect(slicesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(slicesOf([], 2)).toEqual([]);
});

test('events are gathered by stream, oldest first, each once', () => {
  const [a0, a1, b0] = [event('a', 0), event('a', 1), event('b', 0)];
  expect(byStream([a1, b0, a0, a1])).toEqual(
    new Map([
      ['a', [a0, a1]],
      ['b', [b0]],
    ]),
  );
});

test('a gap is seen, before the first event and between two', () => {
  const [one, two, four] = [event('a', 1), event('a', 2), event('a', 4)];
  expect([goesOn([one, two], 0), goesOn([two], 0), goesOn([one, two, four], 0)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('the newest time wins, whatever the order', () => {
  expect(newestAtMs([event('a', 0, 5), event('a', 1, 9), event('b', 0, 7)])).toBe(9);
  expect(newestAtMs([])).toBe(0);
});
