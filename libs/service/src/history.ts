import { type Memory, type Source, emptyMemory, remember } from '@vestibule/decider';
import type { Policy } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { AnyService, HostEvent } from './service';

/**
 * What is known of one stream: the fold of its events 0..`revision`, nothing else. It may be stale
 * but never wrong (`docs/protocol.md`, lemma E). -1 is a stream without events.
 */
export type Entry = {
  readonly state: unknown;
  readonly memory: Memory;
  readonly revision: number;
  /** Why the domain's fold threw; its state is then worthless, the rest still holds. */
  readonly broken: string | null;
  readonly quarantined: boolean;
};

type Folding = Pick<Recorded, 'type' | 'data' | 'metadata'>;

const hostTypes: ReadonlySet<string> = new Set<HostEvent['type']>([
  'CommandFailed',
  'Quarantined',
  'QuarantineLifted',
]);

/** Whether the host wrote this event; the domain's fold never sees it. */
export const isHostEvent = (type: string): boolean => hostTypes.has(type);

/** Reads `<stream>@<revision>/<part>` back: which event a machine command was made from. */
const sourceOf = (source: string): Source => {
  const [, stream = '', revision, part] = /^(.+)@(\d+)\/(\d+)$/.exec(source) ?? [];
  return { stream, revision: Number(revision), part: Number(part) };
};

const recall = (memory: Memory, { metadata }: Folding): Memory => {
  const { commandId, contentHash = '', ingestedAtMs = 0, source } = metadata;
  if (commandId === undefined) return memory;
  const from = source === undefined ? null : sourceOf(source);
  return remember(memory, { commandId, contentHash, ingestedAtMs, source: from });
};

/** How entries come about. */
export type History = {
  /** The entry of a stream without events. */
  readonly start: Entry;
  /** The entry after further events, oldest first. */
  readonly fold: (entry: Entry, events: readonly Folding[]) => Entry;
};

/** The fold of one service's streams: the domain's state, and what the host keeps from metadata. */
export const history = (service: AnyService, policy: Policy): History => {
  // `initial` and `evolve` read no policy: whatever depended on one is in the event.
  const decider = service.decider(policy);
  const start: Entry = {
    state: decider.initial,
    memory: emptyMemory,
    revision: -1,
    broken: null,
    quarantined: false,
  };

  const next = (entry: Entry, event: Folding): Entry => {
    const { type, data } = event;
    const memory = recall(entry.memory, event);
    const revision = entry.revision + 1;
    if (isHostEvent(type)) {
      const lifted = type === 'QuarantineLifted';
      const quarantined = type === 'Quarantined' || (entry.quarantined && !lifted);
      return { ...entry, memory, revision, quarantined };
    }
    if (entry.broken !== null) return { ...entry, memory, revision };
    try {
      const state: unknown = decider.evolve(entry.state, { type, data });
      // A type that this release does not know falls through every case: it must not pass as a state.
      if (state === undefined) throw new Error('this release has no effect for it');
      return { ...entry, memory, revision, state };
    } catch (error) {
      // One bad event must not take the id memory with it: outcomes stay unique (protocol.md 8).
      const broken = `${service.name} cannot fold ${type} at ${revision}: ${String(error)}`;
      return { ...entry, memory, revision, broken };
    }
  };

  return { start, fold: (entry, events) => events.reduce(next, entry) };
};
