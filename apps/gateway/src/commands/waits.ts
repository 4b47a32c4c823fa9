import type { System } from '@vestibule/service';

/** Waits that can be cut short all at once. */
export type Waits = {
  /** What comes within `ms`; undefined when it does not, or when waiting ends. */
  readonly within: <Result>(what: Promise<Result>, ms: number) => Promise<Result | undefined>;
  readonly end: () => void;
};

export const waits = ({ wait }: Pick<System, 'wait'>): Waits => {
  const open = new Set<AbortController>();
  let isEnded = false;
  return {
    within: async (what, ms) => {
      const stop = new AbortController();
      open.add(stop);
      try {
        const late = wait(isEnded ? 0 : ms, stop.signal).then(() => undefined);
        return await Promise.race([what, late]);
      } finally {
        open.delete(stop);
        stop.abort();
      }
    },
    end: () => {
      isEnded = true;
      for (const stop of open) stop.abort();
    },
  };
};
