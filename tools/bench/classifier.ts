/** Samples of one measure in two worlds. */
export type Worlds = {
  readonly delivered: readonly number[];
  readonly suppressed: readonly number[];
};

/** How well a threshold on one measure tells two worlds apart. */
export type Told = {
  readonly what: string;
  /** How often a suppressed one is larger than a delivered one: 0.5 tells nothing, 0 and 1 all. */
  readonly auc: number;
  /** Half of the interval around 0.5 that 95 of 100 runs fall into where there is nothing to tell. */
  readonly chance: number;
  readonly delivered: number;
  readonly suppressed: number;
};

/** How many of some sorted values are below another. */
const countBelow = (sorted: readonly number[], isBelow: (value: number) => boolean): number => {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBelow(sorted[middle] ?? 0)) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Area under the curve of the classifier, by the statistic of Mann and Whitney: a draw is half a win. */
export const told = (what: string, { delivered, suppressed }: Worlds): Told => {
  const sorted = delivered.toSorted((one, other) => one - other);
  const [many, others] = [sorted.length, suppressed.length];
  const wins = suppressed.reduce(
    (sum, one) =>
      sum +
      (countBelow(sorted, (value) => value < one) + countBelow(sorted, (value) => value <= one)) /
        2,
    0,
  );
  const deviation = Math.sqrt((many + others + 1) / (12 * many * others));
  return {
    what,
    auc: wins / (many * others),
    chance: 1.96 * deviation,
    delivered: many,
    suppressed: others,
  };
};
