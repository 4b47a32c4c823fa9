import type { MemoryLog, Stored } from './memory-log';
import type { Following, FollowOptions, Recorded } from './streams';

/** How far a subscriber may fall behind before catching up is reported again. */
const behindMax = 32;

/** An event as a reader gets it: a copy of its own. */
export const recorded = ({ data, metadata, ...rest }: Stored): Recorded => ({
  ...rest,
  data: JSON.parse(data) as object,
  metadata: JSON.parse(metadata) as Recorded['metadata'],
});

type Each = (events: readonly Recorded[]) => Promise<void>;

type Cursor = {
  /** How many events of the log, matching or not, lie ahead. */
  readonly lag: () => number;
  readonly take: () => readonly Recorded[];
};

const cursor = (log: MemoryLog, { prefixes, after, batchMax = 500 }: FollowOptions): Cursor => {
  let next = after === undefined ? 0 : log.indexBehind(after);

  const matches = ({ stream, type }: Stored): boolean =>
    !type.startsWith('$') && prefixes.some((prefix) => stream.startsWith(prefix));

  return {
    lag: () => log.size() - next,
    take: () => {
      const batch: Recorded[] = [];
      for (; next < log.size() && batch.length < batchMax; next += 1) {
        const event = log.at(next);
        if (event && matches(event)) batch.push(recorded(event));
      }
      return batch;
    },
  };
};

/** Follows the log of the twin, one batch at a time; every batch waits for a turn. */
export const followLog = (log: MemoryLog, turn: () => Promise<void>) => {
  return (options: FollowOptions, each: Each): Following => {
    const stopping = new AbortController();
    let behind = true;

    const step = async ({ lag, take }: Cursor): Promise<void> => {
      behind ||= lag() > behindMax;
      const batch = take();
      // As with the real store, the end counts that stood when this was taken: what is written while
      // it is handled does not put the report off, or under a steady writer it would never come.
      const wasAtEnd = lag() === 0;
      if (batch.length > 0) await each(batch);
      if (stopping.signal.aborted) return;
      if (wasAtEnd && behind) {
        behind = false;
        options.caughtUp?.();
      }
      if (lag() === 0) await log.grown();
    };

    const run = async (): Promise<void> => {
      const place = cursor(log, options);
      await turn();
      while (!stopping.signal.aborted) {
        await step(place);
        await turn();
      }
    };

    const ended = run();
    const stop = async (): Promise<void> => {
      stopping.abort();
      log.wake();
      await Promise.allSettled([ended]);
    };
    return { stop, ended };
  };
};
