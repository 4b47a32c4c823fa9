/**
 * What is in force when, for values that change at known instants: each is worked out once and
 * kept, so that equal moments give the same object. `changesAtMs` in any order; before the first
 * of them counts what `find` says of the beginning of time.
 */
export const timeline = <Value>(
  changesAtMs: readonly number[],
  find: (atMs: number) => Value,
): ((atMs: number) => Value) => {
  const startsAtMs = [...new Set([0, ...changesAtMs])].toSorted((one, other) => one - other);
  const values = new Map<number, Value>();
  return (atMs) => {
    const startAtMs = startsAtMs.findLast((startMs) => startMs <= atMs) ?? 0;
    const known = values.get(startAtMs);
    if (known !== undefined) return known;
    const value = find(startAtMs);
    values.set(startAtMs, value);
    return value;
  };
};
