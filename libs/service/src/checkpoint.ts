import type { Position, Streams } from '@vestibule/streams';
import type { System } from './system';

const takeOverAfterMs = 6_000;
const lookEveryMs = 500;

/** A place in the log, and which instance goes on from it. */
export type Checkpoint = {
  readonly position: Position | null;
  readonly holder: string | null;
  /** Where a settler is to begin again: nothing before it is open. Absent without one. */
  readonly settled?: Position | null;
};
/** A checkpoint as it stands; the next one is written exactly behind it. */
export type Held = Checkpoint & { readonly revision: number };

export type Checkpoints = {
  readonly look: () => Promise<Held>;
  /** Compare-and-set: undefined when another instance wrote one before. */
  readonly save: (held: Held, next: Checkpoint) => Promise<Held | undefined>;
  /**
   * Waits until no other instance is heard of for 6 s of our own clock (or it let go), then takes
   * over from its place. Undefined when another was faster, or `signal` was aborted.
   */
  readonly claim: (signal: AbortSignal) => Promise<Held | undefined>;
};

export type CheckpointNeeds = {
  /** Unique among the instances of this service; the same again after a restart. */
  readonly instance: string;
  readonly streams: Streams;
  readonly system: System;
};

/** The checkpoint kept in `stream`: its newest event counts, by its exact revision. */
export const checkpoints = (stream: string, needs: CheckpointNeeds): Checkpoints => {
  const { instance, streams, system } = needs;

  const look = async (): Promise<Held> => {
    const last = await streams.last(stream);
    if (!last) return { position: null, holder: null, revision: -1 };
    return { ...(last.data as Checkpoint), revision: last.revision };
  };

  const save = async (held: Held, next: Checkpoint): Promise<Held | undefined> => {
    const metadata = { $correlationId: system.token(), $causationId: instance };
    const draft = { id: system.token(), type: 'Checkpoint', data: next, metadata };
    const answer = await streams.append(stream, held.revision, [draft]);
    if (answer.type === 'appended') return { ...next, revision: answer.revision };
    if (answer.type !== 'unknown') return undefined;
    const now = await look(); // no answer: what stands there tells whether it was ours
    return now.revision === held.revision + 1 && now.holder === instance ? now : undefined;
  };

  const claim = async (signal: AbortSignal): Promise<Held | undefined> => {
    let held = await look();
    let heardAtMs = system.monotonicMs();
    const isOthers = () => held.holder !== null && held.holder !== instance;
    while (isOthers() && system.monotonicMs() - heardAtMs < takeOverAfterMs) {
      await system.wait(lookEveryMs, signal);
      if (signal.aborted) return undefined;
      const now = await look();
      if (now.revision !== held.revision) heardAtMs = system.monotonicMs();
      held = now;
    }
    const { position, settled } = held;
    return save(held, { position, holder: instance, ...(settled !== undefined && { settled }) });
  };

  return { look, save, claim };
};
