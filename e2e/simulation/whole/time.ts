import { setImmediate as turn } from 'node:timers/promises';

type Due = { readonly atMs: number; readonly act: () => void };

/**
 * Time that passes only when it is told to: from one thing that is due to the next, and never before
 * everything that has become possible was done. What is due at one moment happens in order.
 */
export type Time = {
  /** Since the beginning; what only passes. */
  readonly passedMs: () => number;
  /** The wall clock of the world, which may be put forward and back. */
  readonly nowMs: () => number;
  readonly jump: (ms: number) => void;
  readonly after: (ms: number, act: () => void) => void;
  readonly wait: (ms: number) => Promise<void>;
  /** Lets so much time pass. */
  readonly run: (ms: number) => Promise<void>;
};

export const timeFrom = (startMs: number): Time => {
  let passedMs = 0;
  let offsetMs = startMs;
  const due: Due[] = [];

  /** Kept in order, the next one last; few are ever pending. */
  const after: Time['after'] = (ms, act) => {
    const atMs = passedMs + ms;
    let place = due.length;
    while (place > 0 && (due[place - 1]?.atMs ?? Infinity) <= atMs) place -= 1;
    due.splice(place, 0, { atMs, act });
  };

  return {
    passedMs: () => passedMs,
    nowMs: () => offsetMs + passedMs,
    jump: (ms) => {
      offsetMs += ms;
    },
    after,
    wait: async (ms) =>
      new Promise((resolve) => {
        after(ms, resolve);
      }),
    run: async (ms) => {
      const untilMs = passedMs + ms;
      await turn();
      while ((due.at(-1)?.atMs ?? Infinity) <= untilMs) {
        passedMs = due.at(-1)?.atMs ?? passedMs;
        while (due.at(-1)?.atMs === passedMs) due.pop()?.act();
        await turn();
      }
      passedMs = untilMs;
    },
  };
};
