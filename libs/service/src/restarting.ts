import type { Metrics } from './metrics';
import type { System } from './system';

const retryMs = 250;

/** Something that goes on by itself until it is stopped. */
export type Relay = {
  /** False while what it needs is away; it goes on trying. */
  readonly healthy: () => boolean;
  readonly stop: () => Promise<void>;
};

/** Does `work` again and again until stopped; what it throws is counted and tried again. */
export const restarting = (
  { system, metrics }: { readonly system: System; readonly metrics: Metrics },
  name: string,
  work: (stopping: AbortSignal) => Promise<void>,
): Relay => {
  const stopping = new AbortController();
  let healthy = true;
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await work(stopping.signal);
        healthy = true;
      } catch (error) {
        healthy = false;
        metrics.trouble(name, error);
        await system.wait(retryMs, stopping.signal);
      }
    }
  };
  const ran = run();
  return {
    healthy: () => healthy,
    stop: async () => {
      stopping.abort();
      await ran;
    },
  };
};
