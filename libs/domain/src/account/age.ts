import { dayMs, hourMs } from '../policy/period';
import type { Band } from './account';

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const eldestYears = 130;

type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Leap days in the years 1 to `year`. */
const leapDays = (year: number): number =>
  Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

/** Days from 1 January 1970; 29 February of a common year comes out as its 1 March. */
const dayNumber = ({ year, month, day }: CivilDate): number => {
  const yearsDays = 365 * (year - 1970) + leapDays(year - 1) - leapDays(1969);
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return yearsDays + (daysBeforeMonth[month - 1] ?? Number.NaN) + leapDay + day - 1;
};

const parsed = (text: string): CivilDate | null => {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts && { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
};

const daysIn = ({ year, month }: CivilDate): number => {
  const start = dayNumber({ year, month, day: 1 });
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return dayNumber({ ...next, day: 1 }) - start;
};

/** The date of a day number. */
const dateOf = (days: number): CivilDate => {
  const guess = 1970 + Math.floor(days / 365.2425);
  const starts = (year: number, month: number) => dayNumber({ year, month, day: 1 });
  const year = [guess + 1, guess].find((each) => starts(each, 1) <= days) ?? guess - 1;
  const month = daysBeforeMonth.findLastIndex((_, index) => starts(year, index + 1) <= days) + 1;
  return { year, month, day: days - starts(year, month) + 1 };
};

/** Number of the calendar date in UTC−12, where every day begins last. */
const dayAt = (atMs: number): number => Math.floor((atMs - 12 * hourMs) / dayMs);

const hasReached = (years: number, birth: CivilDate, atMs: number): boolean =>
  dayAt(atMs) >= dayNumber({ ...birth, year: birth.year + years });

/**
 * The age band at an instant: whole years on the calendar date in UTC−12, so that nobody is of
 * age too early anywhere; 29 February counts as 1 March in common years.
 * `birthDate`: YYYY-MM-DD; anything else counts as under 16.
 */
export const bandAt = (birthDate: string, atMs: number): Band => {
  const birth = parsed(birthDate);
  if (birth === null || !hasReached(16, birth, atMs)) return 'under16';
  return hasReached(18, birth, atMs) ? '18plus' : '16-17';
};

/**
 * The latest birth date with which somebody is `years` old at `atMs`, as text of the same order as
 * its dates. It may be a 29 February that its year has not.
 */
export const latestBirthDate = (years: number, atMs: number): string => {
  const { year, month, day } = dateOf(dayAt(atMs));
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  return `${digits(year - years, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
};

/** A day of the calendar that somebody alive can have been born on, seen from `atMs`. */
export const isBirthDate = (text: string, atMs: number): boolean => {
  const birth = parsed(text);
  if (birth === null || birth.month < 1 || birth.month > 12) return false;
  if (birth.day < 1 || birth.day > daysIn(birth)) return false;
  return hasReached(0, birth, atMs) && !hasReached(eldestYears, birth, atMs);
};
