/** One hour, in milliseconds. */
export const hourMs = 3_600_000;
/** One day of 24 hours, in milliseconds. */
export const dayMs = 24 * hourMs;

const weekMs = 7 * dayMs;
const period = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Length of an ISO 8601 period of weeks, days, hours, minutes and whole seconds, in milliseconds:
 * `P1D` is 86,400,000. A text that is no such period gives NaN, which no comparison accepts.
 */
export const periodMs = (text: string): number => {
  const parts = period.exec(text);
  if (parts === null) return Number.NaN;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const units = [weeks, days, hours, minutes, seconds];
  return [weekMs, dayMs, hourMs, 60_000, 1_000].reduce(
    (sum, unitMs, index) => sum + unitMs * (units[index] ?? 0),
    0,
  );
};
