import type { Following, Position, Recorded } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import { type CheckpointNeeds, type Held, checkpoints } from './checkpoint';
import type { Metrics } from './metrics';
import { spoken } from './publish';
import { type Relay, restarting } from './restarting';
import type { AnyService } from './service';

const saveEveryMs = 1_000;
/** A holder that has nothing new still says that it is there. */
const sayAliveEveryMs = 2_000;

export type RelayNeeds = CheckpointNeeds & {
  readonly topics: Topics;
  readonly metrics: Metrics;
  /** Rows that must show an event before anybody is told of it. */
  readonly before?: (events: readonly Recorded[]) => Promise<void>;
  /** Told every second or two while there is nothing left to publish. */
  readonly whenCaughtUp?: () => Promise<void>;
};

/** How far the relay has come: everything up to `position` is acknowledged. */
type Progress = { position: Position | null; ended: boolean; caughtUp: boolean };

/**
 * Publishes what was recorded: follows the service's streams from the checkpoint, says each event
 * through `outbound`, and moves the checkpoint by compare-and-set behind what was acknowledged.
 * Of several instances one publishes; whoever loses the checkpoint steps down. Duplicates are
 * possible, gaps are not.
 */
export const relay = (service: AnyService, needs: RelayNeeds): Relay => {
  const { instance, streams, topics, system, metrics, before, whenCaughtUp } = needs;
  const places = checkpoints(`checkpoint-${service.name}`, needs);

  const publish = async (events: readonly Recorded[]): Promise<void> => {
    await before?.(events);
    await topics.send(events.flatMap((event) => spoken(service, event)));
    metrics.count('published', events.length);
  };

  const follow = (progress: Progress): Following => {
    const { position } = progress;
    const from = {
      prefixes: [service.single ? service.stream : `${service.stream}-`],
      ...(position !== null && { after: position }),
      caughtUp: () => {
        progress.caughtUp = true;
      },
    };
    return streams.follow(from, async (events) => {
      const wasCaughtUp = progress.caughtUp;
      progress.caughtUp = false;
      await publish(events);
      progress.position = events.at(-1)?.position ?? progress.position;
      progress.caughtUp = wasCaughtUp; // live events: the end had been reached, and is again
    });
  };

  /** Moves the checkpoint until stopped, or until another instance has moved it. */
  const keep = async (claimed: Held, progress: Progress, stopping: AbortSignal): Promise<Held> => {
    let held = claimed;
    let savedAtMs = system.monotonicMs();
    while (!stopping.aborted && !progress.ended) {
      await system.wait(saveEveryMs, stopping);
      if (progress.caughtUp) await whenCaughtUp?.();
      const { position } = progress;
      const isQuiet = position === held.position;
      if (isQuiet && system.monotonicMs() - savedAtMs < sayAliveEveryMs) continue;
      const saved = await places.save(held, { position, holder: instance });
      if (!saved) break;
      held = saved;
      savedAtMs = system.monotonicMs();
    }
    return held;
  };

  return restarting(needs, 'relay', async (stopping) => {
    const claimed = await places.claim(stopping);
    if (!claimed) return;
    const progress: Progress = { position: claimed.position, ended: false, caughtUp: false };
    const following = follow(progress);
    const ended = following.ended.finally(() => {
      progress.ended = true;
    });
    ended.catch(() => {}); // awaited below, once the checkpoint is out of hand
    const held = await keep(claimed, progress, stopping);
    await following.stop();
    if (stopping.aborted) await places.save(held, { position: progress.position, holder: null });
    await ended;
  });
};
