import * as fc from 'fast-check';
import { dayMs, hourMs } from '../policy/period';
import { bandAt, isBirthDate } from './age';

const noonMs = (date: string): number => Date.parse(`${date}T12:00:00Z`);

describe('an age band', () => {
  test('changes when the birthday begins in UTC−12, where it begins last', () => {
    const birthdayMs = noonMs('2026-05-04');
    expect(bandAt('2010-05-04', birthdayMs - 1)).toBe('under16');
    expect(bandAt('2010-05-04', birthdayMs)).toBe('16-17');
    expect(bandAt('2008-05-04', birthdayMs - 1)).toBe('16-17');
    expect(bandAt('2008-05-04', birthdayMs)).toBe('18plus');
  });

  test('counts 29 February as 1 March in common years', () => {
    expect(bandAt('2008-02-29', noonMs('2026-02-28') + dayMs - 1)).toBe('16-17');
    expect(bandAt('2008-02-29', noonMs('2026-03-01'))).toBe('18plus');
    expect(bandAt('2008-02-29', noonMs('2024-02-29') - 1)).toBe('under16');
    expect(bandAt('2008-02-29', noonMs('2024-02-29'))).toBe('16-17');
  });

  test('of an unreadable date is the youngest', () => {
    expect(bandAt('', noonMs('2026-01-01'))).toBe('under16');
    expect(bandAt('2000-1-1', noonMs('2026-01-01'))).toBe('under16');
  });

  test('agrees with the calendar of the runtime on every day', () => {
    // Days since 1970 of 1905 to 2090.
    const day = fc.integer({ min: -23_741, max: 43_829 });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 * 366 }), (born, lived) => {
        const [birth, now] = [born, born + lived].map((days) => new Date(days * dayMs));
        if (birth === undefined || now === undefined) return false;
        const isBefore = now.toISOString().slice(5, 10) < birth.toISOString().slice(5, 10);
        const years = now.getUTCFullYear() - birth.getUTCFullYear() - (isBefore ? 1 : 0);
        const expected = years < 16 ? 'under16' : years < 18 ? '16-17' : '18plus';
        return bandAt(birth.toISOString().slice(0, 10), now.getTime() + 12 * hourMs) === expected;
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});

describe('a birth date', () => {
  test.each(['2000-02-29', '1999-12-31', '2025-06-15'])('can be %s', (text) =>
    expect(isBirthDate(text, noonMs('2025-06-15'))).toBe(true),
  );

  test.each(['1900-02-29', '2025-06-16', '1895-06-15', '2000-06-31'])('cannot be %s', (text) =>
    expect(isBirthDate(text, noonMs('2025-06-15'))).toBe(false),
  );
});
