export type Pauses = {
  /** The pause before the next attempt, in ms; twice the last one, within the bounds. */
  readonly next: () => number;
  /** To be called on progress: the next pause is the shortest again. */
  readonly reset: () => void;
};

/** Pauses that double from `shortestMs` to `longestMs`. */
export const growingPauses = (shortestMs: number, longestMs: number): Pauses => {
  let last = 0;
  return {
    next: () => {
      last = Math.min(longestMs, Math.max(shortestMs, last * 2));
      return last;
    },
    reset: () => {
      last = 0;
    },
  };
};

/** How the rest of a batch that was not settled is held back: 250 ms, doubling to 30 s. */
export const redeliveryPauses = (): Pauses => growingPauses(250, 30_000);

/** What `each` returned, as a count within the batch: a wrong figure settles nothing too much. */
export const settledCount = (returned: number, length: number): number =>
  Number.isInteger(returned) ? Math.min(Math.max(returned, 0), length) : 0;
