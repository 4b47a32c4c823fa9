/* oxlint-disable no-restricted-globals -- the runtime's calendar is what ours is compared with */
import { dayMs, hourMs } from '../../policy/period';
import type { Band } from '../account';

/** A way to tell an age band: the true one, or a wrong one to be found out. */
export type Ages = (birthDate: string, atMs: number) => Band;

const [firstMs, lastMs] = [Date.UTC(1900, 0, 1), Date.UTC(2030, 11, 31)];

/** Every calendar date from 1900 to 2030, YYYY-MM-DD. */
export const allDates: readonly string[] = Array.from(
  { length: (lastMs - firstMs) / dayMs + 1 },
  (_, index) => new Date(firstMs + index * dayMs).toISOString().slice(0, 10),
);

/**
 * When somebody becomes `years` old, by the runtime's own calendar: it makes 1 March of a 29 February
 * that its year has not. A date ends last, and so begins last, twelve hours behind UTC.
 */
export const birthdayMs = (birthDate: string, years: number): number => {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  return Date.UTC(year + years, month - 1, day) + 12 * hourMs;
};

const expected = (birthDate: string): readonly (readonly [number, Band])[] => {
  const [sixteenMs, eighteenMs] = [birthdayMs(birthDate, 16), birthdayMs(birthDate, 18)];
  return [
    [sixteenMs - 1, 'under16'],
    [sixteenMs, '16-17'],
    [eighteenMs - 1, '16-17'],
    [eighteenMs, '18plus'],
  ];
};

const calendar = allDates.map((birthDate) => [birthDate, expected(birthDate)] as const);

/** Birth dates from which another band follows than the calendar's, at a birthday or just before. */
export const wronglyAged = (bandAt: Ages): readonly string[] =>
  calendar.flatMap(([birthDate, bands]) =>
    bands.some(([atMs, band]) => bandAt(birthDate, atMs) !== band) ? [birthDate] : [],
  );
