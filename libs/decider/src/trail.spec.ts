import * as fc from 'fast-check';
import { emptyTrail, entriesOf, lookUp, put, type Trail } from './trail';

const filled = (entries: readonly (readonly [string, number])[]): Trail<number> =>
  entries.reduce<Trail<number>>((trail, entry) => put(trail, entry), emptyTrail);

test('a trail answers like a map', () => {
  const key = fc.nat(40).map((n) => `key ${n}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat()), { maxLength: 400, size: 'max' }), (entries) => {
      const [trail, map] = [filled(entries), new Map(entries)];
      expect(new Map(entriesOf(trail))).toEqual(map);
      const keys = Array.from({ length: 42 }, (_, n) => `key ${n}`);
      expect(keys.map((n) => lookUp(trail, n))).toEqual(keys.map((n) => map.get(n)));
    }),
    { seed: 42, numRuns: 100 },
  );
});

test('a put leaves the older trail as it was', () => {
  const older = filled(Array.from({ length: 100 }, (_, n) => [`${n}`, n] as const));
  const newer = put(put(older, ['7', 77]), ['new', 1]);
  expect([lookUp(older, '7'), lookUp(older, 'new')]).toEqual([7, undefined]);
  expect([lookUp(newer, '7'), lookUp(newer, 'new')]).toEqual([77, 1]);
});

test('what is not to be kept is dropped in time', () => {
  let trail: Trail<number> = emptyTrail;
  for (let n = 0; n < 20_000; n += 1) trail = put(trail, [`${n}`, n], (value) => value > n - 100);
  expect(entriesOf(trail).length).toBeLessThan(300);
});
