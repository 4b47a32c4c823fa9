import type { Following, Position, Recorded } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import { type CheckpointNeeds, type Held, checkpoints } from './checkpoint';
import type { Metrics } from './metrics';
import { spoken } from './publish';
import { type Relay, restarting } from './restarting';
import type { AnyService } from './service';
import type { Settler } from './settler';

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
  /** Closes what the service reserved elsewhere: hears the events of those streams as well. */
  readonly settler?: () => Settler;
};

/** How far the relay has come: everything up to `position` is acknowledged. */
type Progress = {
  position: Position | null;
  ended: boolean;
  caughtUp: boolean;
  /** What the settler has heard up to; behind `position` while it hears again what was said. */
  heard: Position | null;
  /** All was heard, and that place is not among it. */
  lost: boolean;
};

type Work = { readonly progress: Progress; readonly settler: Settler | undefined };

/** What is still to be said of some events; undefined before the place up to which all was said. */
const unsaid = (events: readonly Recorded[], { position, heard }: Progress) => {
  if (heard === position) return events;
  const at = events.findIndex((event) => event.position === position);
  return at === -1 ? undefined : events.slice(at + 1);
};

/**
 * Publishes what was recorded: follows the service's streams from the checkpoint, says each event
 * through `outbound`, and moves the checkpoint by compare-and-set behind what was acknowledged.
 * Of several instances one publishes; whoever loses the checkpoint steps down. Duplicates are
 * possible, gaps are not.
 */
export const relay = (service: AnyService, needs: RelayNeeds): Relay => {
  const { instance, streams, topics, system, metrics, before, whenCaughtUp } = needs;
  const places = checkpoints(`checkpoint-${service.name}`, needs);

  const own = service.single ? service.stream : `${service.stream}-`;
  const reserved = service.reserves && `${service.reserves.service.stream}-`;

  const publish = async (events: readonly Recorded[]): Promise<void> => {
    const said = reserved ? events.filter(({ stream }) => stream.startsWith(own)) : events;
    await before?.(said);
    await topics.send(said.flatMap((event) => spoken(service, event)));
    metrics.count('published', said.length);
  };

  const follow = (progress: Progress, settler: Settler | undefined): Following => {
    const { heard } = progress;
    const from = {
      prefixes: reserved ? [own, reserved] : [own],
      ...(heard !== null && { after: heard }),
      caughtUp: () => {
        progress.caughtUp = true;
        progress.lost = progress.heard !== progress.position;
      },
    };
    return streams.follow(from, async (events) => {
      const wasCaughtUp = progress.caughtUp;
      progress.caughtUp = false;
      const fresh = unsaid(events, progress);
      if (fresh) await publish(fresh);
      settler?.see(events, progress.heard);
      progress.heard = events.at(-1)?.position ?? progress.heard;
      if (fresh) progress.position = progress.heard;
      progress.caughtUp = wasCaughtUp; // live events: the end had been reached, and is again
    });
  };

  const placeOf = ({ position, heard }: Progress, settler: Settler | undefined) =>
    settler ? { position, settled: settler.settledBefore(heard) } : { position };

  /** Moves the checkpoint until stopped, or until another instance has moved it. */
  const keep = async (claimed: Held, { progress, settler }: Work, stopping: AbortSignal) => {
    let held = claimed;
    let savedAtMs = system.monotonicMs();
    while (!stopping.aborted && !progress.ended && !progress.lost) {
      await system.wait(saveEveryMs, stopping);
      if (progress.caughtUp) await whenCaughtUp?.();
      await settler?.work().catch((error: unknown) => metrics.trouble('settler', error));
      const place = placeOf(progress, settler);
      const isQuiet = place.position === held.position && place.settled === held.settled;
      if (isQuiet && system.monotonicMs() - savedAtMs < sayAliveEveryMs) continue;
      const saved = await places.save(held, { ...place, holder: instance });
      if (!saved) break;
      held = saved;
      savedAtMs = system.monotonicMs();
    }
    return held;
  };

  return restarting(needs, 'relay', async (stopping) => {
    const claimed = await places.claim(stopping);
    if (!claimed) return;
    const { position, settled = position } = claimed;
    const settler = needs.settler?.();
    const heard = settler ? settled : position;
    const progress = { position, heard, ended: false, caughtUp: false, lost: false };
    const following = follow(progress, settler);
    const ended = following.ended.finally(() => {
      progress.ended = true;
    });
    ended.catch(() => {}); // awaited below, once the checkpoint is out of hand
    const held = await keep(claimed, { progress, settler }, stopping);
    await following.stop();
    if (stopping.aborted) await places.save(held, { ...placeOf(progress, settler), holder: null });
    await ended;
    if (progress.lost) throw new Error('The place up to which all was said is not in the store.');
  });
};
