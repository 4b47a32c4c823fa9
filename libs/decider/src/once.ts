import { emptyTrail, entriesOf, lookUp, put, type Trail } from './trail';

/** Ids are kept for so long: 24 h of age, 5 min of clock error, 1 h of disorder, rounded up. */
const keptMs = 26 * 3_600_000;
/** What was ingested so long before the newest was decided before: lanes are in order. */
const slackMs = 3_600_000;

/** Which event of which stream a machine command comes from, and its place among its siblings. */
export type Source = { readonly stream: string; readonly revision: number; readonly part: number };

/** A command as the bookkeeping sees it. `source` is null for what a person or service asked. */
export type Call = {
  readonly commandId: string;
  /** Hash over type, actor and body: the same id with another one is another command. */
  readonly contentHash: string;
  readonly ingestedAtMs: number;
  readonly source: Source | null;
};

/** An asked command in the memory. */
type Asked = { readonly contentHash: string; readonly ingestedAtMs: number };
type Taken = { readonly revision: number; readonly part: number };

/**
 * What one stream remembers of the commands it has answered; it never changes, `remember` gives
 * a new one. Bounded by the asked commands of 26 h and the number of source streams.
 */
export type Memory = {
  readonly asked: Trail<Asked>;
  readonly taken: Trail<Taken>;
  /** Newest ingest time of an asked command. Machine commands do not move it: other lanes do. */
  readonly laneAtMs: number;
};

/**
 * `new`: decide it · `done`: it has its outcome · `reused`: its id stands for another command ·
 * `behind`: it was decided so long ago that its id may be forgotten. Only `new` is decided.
 */
export type Verdict = 'new' | 'done' | 'reused' | 'behind';

export const emptyMemory: Memory = { asked: emptyTrail, taken: emptyTrail, laneAtMs: 0 };

const isTaken = ({ taken }: Memory, { stream, revision, part }: Source): boolean => {
  const last = lookUp(taken, stream);
  if (last === undefined) return false;
  return revision < last.revision || (revision === last.revision && part <= last.part);
};

const isKept = ({ ingestedAtMs }: Asked, laneAtMs: number): boolean =>
  laneAtMs - ingestedAtMs <= keptMs;

const askedOf = ({ asked, laneAtMs }: Memory, commandId: string): Asked | null => {
  const known = lookUp(asked, commandId);
  return known !== undefined && isKept(known, laneAtMs) ? known : null;
};

/** What to do with a command. O(log n) of the ids remembered. */
export const verdict = (memory: Memory, call: Call): Verdict => {
  if (call.source !== null) return isTaken(memory, call.source) ? 'done' : 'new';
  const known = askedOf(memory, call.commandId);
  if (known !== null) return known.contentHash === call.contentHash ? 'done' : 'reused';
  return call.ingestedAtMs < memory.laneAtMs - slackMs ? 'behind' : 'new';
};

/**
 * The memory after one more command has left events. Remembering what is known changes nothing,
 * so each event of an append may be told. Amortised O(log n).
 */
export const remember = (memory: Memory, call: Call): Memory => {
  const { commandId, contentHash, ingestedAtMs, source } = call;
  if (source !== null) {
    if (isTaken(memory, source)) return memory;
    const { stream, revision, part } = source;
    return { ...memory, taken: put(memory.taken, [stream, { revision, part }]) };
  }
  if (askedOf(memory, commandId) !== null) return memory;
  const laneAtMs = Math.max(memory.laneAtMs, ingestedAtMs);
  const entry = [commandId, { contentHash, ingestedAtMs }] as const;
  const asked = put(memory.asked, entry, (known) => isKept(known, laneAtMs));
  return { ...memory, asked, laneAtMs };
};

/** A memory as JSON, for snapshots. */
export type StoredMemory = {
  readonly asked: readonly (readonly [commandId: string, Asked])[];
  readonly taken: readonly (readonly [stream: string, Taken])[];
  readonly laneAtMs: number;
};

export const storedMemory = ({ asked, taken, laneAtMs }: Memory): StoredMemory => ({
  asked: entriesOf(asked).filter(([, entry]) => isKept(entry, laneAtMs)),
  taken: entriesOf(taken),
  laneAtMs,
});

export const memoryOf = ({ asked, taken, laneAtMs }: StoredMemory): Memory => ({
  asked: { head: [], runs: [new Map(asked)] },
  taken: { head: [], runs: [new Map(taken)] },
  laneAtMs,
});
