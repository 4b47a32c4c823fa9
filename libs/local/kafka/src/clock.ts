import { setTimeout as wait } from 'node:timers/promises';

/** Time as the broker sees it; tests bring their own. */
export type Clock = {
  readonly now: () => number;
  /** Runs `then` once, `ms` from now; the answer cancels it. Keeps no process alive. */
  readonly after: (ms: number, then: () => void) => () => void;
  readonly wait: (ms: number) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms).unref();
    return () => clearTimeout(timer);
  },
  wait: async (ms) => (ms > 0 ? wait(ms) : undefined),
};
