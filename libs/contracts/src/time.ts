const dayMs = 86_400_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * The calendar date of a day counted from 1970-01-01. Years are counted from the first of March, so
 * that the leap day stands last and month lengths follow one formula; 719,468 days lie between
 * the first of March of the year 0 and the epoch.
 */
const dateOf = (epochDay: number): string => {
  const day = epochDay + 719_468;
  const era = Math.floor(day / 146_097);
  const dayOfEra = day - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524);
  const yearOfEra = Math.floor((dayOfEra - leaps - Math.floor(dayOfEra / 146_096)) / 365);
  const wholeYears = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - wholeYears;
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
};

/** An instant as RFC 3339 text in UTC with milliseconds; for the years 1970 to 9999. */
export const isoText = (atMs: number): string => {
  const day = Math.floor(atMs / dayMs);
  const rest = atMs - day * dayMs;
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const [seconds, millis] = [Math.floor(rest / 1_000) % 60, rest % 1_000];
  return `${dateOf(day)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(millis, 3)}Z`;
};
