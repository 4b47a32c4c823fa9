import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { signal } from './signal';

/** Collects what arrives one by one into batches for a reader who takes one at a time. */
export type Gatherer<T> = {
  readonly put: (one: T) => void;
  /** Whether a whole batch waits already: then whoever puts should pause. */
  readonly isFull: () => boolean;
  /** The next batch; empty once ended and drained. */
  readonly take: () => Promise<readonly T[]>;
  readonly end: () => void;
};

/**
 * An idle reader gets what arrived in this turn of the event loop at once; a busy one gets its next
 * batch at least `gatherMs` after the last, so that a steady flow does not fall into single events.
 */
export const gatherer = <T>(batchMax: number, gatherMs: number): Gatherer<T> => {
  const kept: T[] = [];
  const ending = new AbortController();
  let arrived = signal();
  let takenAtMs = -Infinity;

  const isFull = (): boolean => kept.length >= batchMax;

  const gather = async (): Promise<void> => {
    const restMs = takenAtMs + gatherMs - performance.now();
    if (ending.signal.aborted || isFull()) return;
    await (restMs > 0 ? wait(restMs) : turn());
  };

  const next = async (): Promise<void> => {
    while (kept.length === 0 && !ending.signal.aborted) {
      await arrived.raised;
      arrived = signal();
    }
  };

  return {
    isFull,
    put: (one) => {
      kept.push(one);
      arrived.raise();
    },
    take: async () => {
      await next();
      await gather();
      takenAtMs = performance.now();
      return kept.splice(0, batchMax);
    },
    end: () => {
      ending.abort();
      arrived.raise();
    },
  };
};
