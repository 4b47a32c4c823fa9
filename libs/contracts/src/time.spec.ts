import * as fc from 'fast-check';
import { isoText } from './time';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const lastAtMs = 253_402_300_799_999;

describe('an instant as text', () => {
  test.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [951_782_400_000 - 1, '2000-02-28T23:59:59.999Z'],
    [951_782_400_000, '2000-02-29T00:00:00.000Z'],
    [4_107_542_400_000, '2100-03-01T00:00:00.000Z'],
    [lastAtMs, '9999-12-31T23:59:59.999Z'],
  ])('of %d is %s', (atMs, text) => {
    expect(isoText(atMs)).toBe(text);
  });

  test('is what the platform would say', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: lastAtMs }),
        (atMs) => isoText(atMs) === new Date(atMs).toISOString(),
      ),
      { numRuns: 2_000 },
    );
  });
});
