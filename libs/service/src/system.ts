import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Time, waiting and chance, as the host may use them. Nothing else in this library reads a clock,
 * sets a timer or draws a random number, so that a simulation can hold all of it.
 */
export type System = {
  /** Wall clock, in whole milliseconds. */
  readonly nowMs: () => number;
  /** Never goes back; for durations only. */
  readonly monotonicMs: () => number;
  /** Resolves after `ms`, or at once when `signal` is aborted. Keeps no process alive. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A fresh random UUID. */
  readonly token: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** The real clock, timers and randomness of this process. */
export const system: System = {
  nowMs: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { ref: false, ...(signal && { signal }) });
    } catch {
      // Aborted: whoever waits looks at the signal itself.
    }
  },
  token: randomUUID,
  randomBytes,
};
