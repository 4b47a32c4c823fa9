import { StreamClosedError, UnreadableEventError } from '@vestibule/streams';
import { type Cache, cache } from './cache';
import { type Decided, decideLane } from './decide-lane';
import type { LetterOf } from './letter';
import { quarantineOf } from './draft';
import { type Entry, history } from './history';
import type { Hosting } from './hosting';
import { inLine } from './in-line';
import type { Lane, Task } from './lanes';
import { limited } from './limited';
import type { Reserve } from './reserve';
import type { AnyService } from './service';

/** Longer than this a lane does not try: its records come again, other partitions go on. */
const deadlineMs = 8_000;
const jitterMs = 50;
const lanesInFlightMax = 256;

/** Where a lane's tasks end: settled, or as a dead letter (which is awaited, then settled too). */
export type Ends = {
  readonly settle: (tasks: readonly Task[]) => void;
  readonly bury: (letters: readonly LetterOf<Task>[]) => Promise<void>;
};

/** A task with the batch it is to be settled in: lanes of several batches may run as one. */
type Entrusted = Task & { readonly ends: Ends };

const settle = (tasks: readonly Entrusted[]): void => {
  for (const task of tasks) task.ends.settle([task]);
};

const bury = async (letters: readonly LetterOf<Entrusted>[]): Promise<void> => {
  const batches = new Set(letters.map(({ item }) => item.ends));
  await Promise.all(
    [...batches].map(async (ends) => ends.bury(letters.filter(({ item }) => item.ends === ends))),
  );
};

const reasonOf = (error: unknown): 'STREAM_CLOSED' | 'QUARANTINED' | undefined => {
  if (error instanceof StreamClosedError) return 'STREAM_CLOSED';
  return error instanceof UnreadableEventError ? 'QUARANTINED' : undefined;
};

/** Its history cannot be folded, and nobody has written so there yet. */
const isSick = ({ broken, quarantined }: Entry): boolean => broken !== null && !quarantined;

/** Runs lanes, and tells what it knows of their streams. */
export type LaneRunner = {
  readonly run: (lane: Lane, ends: Ends) => Promise<void>;
  /** What is cached of a stream. */
  readonly known: (stream: string) => Entry | undefined;
  /** What a stream holds now. */
  readonly load: (stream: string) => Promise<Entry>;
};

/**
 * Runs lanes: decide on cached state, append at the exact revision; after a conflict or without an
 * answer, forget what was known and decide again. Never two appends of one lane in flight. Where
 * something has to be reserved first, `reserve` gives the tasks with their answers.
 */
export const laneRunner = (
  service: AnyService,
  hosting: Hosting,
  reserve?: Reserve,
): LaneRunner => {
  const { streams, policyAt, system, metrics, trip } = hosting;
  const states: Cache = cache();
  const entries = history(service, policyAt(0));
  const decide = decideLane(service, entries, policyAt);

  /** What is known already is true, if old: only what came since is read. */
  const load = async (stream: string): Promise<Entry> => {
    const known = states.get(stream) ?? entries.start;
    const entry = entries.fold(known, await streams.read(stream, known.revision + 1));
    states.keep(stream, entry);
    return entry;
  };

  const quarantine = async (stream: string, { revision, broken }: Entry, { order }: Task) => {
    trip('quarantine');
    metrics.count('quarantines');
    states.drop(stream);
    await streams.append(stream, revision, [quarantineOf(order, revision, broken ?? '')]);
  };

  const append = async (stream: string, before: Entry, decided: Decided): Promise<boolean> => {
    const answer = await streams.append(stream, before.revision, decided.drafts);
    switch (answer.type) {
      case 'appended':
        states.keep(stream, decided.entry);
        return true;
      case 'conflict':
        if (states.get(stream)) metrics.count('conflicts');
        await load(stream);
        return false;
      case 'unknown':
        metrics.count('unknowns');
        await load(stream);
        await system.wait(jitterMs * (1 + (system.randomBytes(1)[0] ?? 0) / 255));
        return false;
      case 'closed':
        throw new StreamClosedError(stream);
      case 'tooLarge':
        throw new Error(`An append to ${stream} is larger than the store takes.`);
    }
  };

  const note = ({ counts }: Decided) => {
    metrics.count('decided', counts.decided);
    metrics.count('repeated', counts.repeated);
    metrics.count('behind', counts.behind);
    for (let failures = counts.failed; failures > 0; failures -= 1) trip('failure');
  };

  /**
   * An append proves by its revision that what it was decided on was not stale; a decision that
   * leaves no event has no such proof, so it is made again on what the store has now. So is one that
   * would bury a record on a mere guess: a copy of it may have been buried before.
   */
  const isProved = ({ drafts, letters, counts }: Decided, isGuess: boolean): boolean => {
    const buriesOnGuess = letters.length > 0 && isGuess;
    return (drafts.length > 0 && !buriesOnGuess) || counts.decided === 0;
  };

  /** Decides, once everything is reserved that has to be; undefined when that takes no guess. */
  const decideOn = async (entry: Entry, tasks: readonly Entrusted[], isGuess: boolean) => {
    const ready = reserve && !entry.quarantined ? await reserve(entry, tasks, isGuess) : tasks;
    return ready && { entry, decided: decide(entry, ready) };
  };

  const decideFor = async (
    stream: string,
    known: Entry | undefined,
    tasks: readonly Entrusted[],
  ) => {
    const first = await decideOn(known ?? entries.start, tasks, !known);
    if (first && isProved(first.decided, !known)) return first;
    const loaded = await load(stream);
    return isSick(loaded) ? undefined : decideOn(loaded, tasks, false);
  };

  /**
   * One append, or the finding that none is needed; gives the tasks that remain. A stream of which
   * nothing is known is taken to be new: that is exact too, if stale, and reading a stream that is
   * not there costs both sides more than three appends (800 µs here, 290 µs in the store).
   */
  const step = async ({ stream, tasks }: Lane<Entrusted>): Promise<readonly Entrusted[]> => {
    const known = states.get(stream);
    if (known && isSick(known)) {
      if (tasks[0]) await quarantine(stream, known, tasks[0]);
      return tasks;
    }
    const found = await decideFor(stream, known, tasks);
    if (!found) return tasks;
    const { entry, decided } = found;
    if (decided.drafts.length > 0 && !(await append(stream, entry, decided))) return tasks;
    await bury(decided.letters);
    note(decided);
    settle(tasks.slice(0, decided.taken));
    return tasks.slice(decided.taken);
  };

  const work = async (lane: Lane<Entrusted>): Promise<void> => {
    const giveUpAtMs = system.monotonicMs() + deadlineMs;
    let { tasks } = lane;
    try {
      while (tasks.length > 0 && system.monotonicMs() < giveUpAtMs)
        tasks = await step({ ...lane, tasks });
    } catch (error) {
      const reason = reasonOf(error);
      metrics.count('lane_errors');
      if (!reason) return; // the store is away: these records come again
      await bury(tasks.map((item) => ({ item, reason, detail: String(error) })));
      settle(tasks);
    }
  };

  const limit = limited(lanesInFlightMax);
  const queue = inLine<Entrusted>(async (lane) => limit(async () => work(lane)));
  return {
    run: async ({ stream, tasks }, ends) =>
      queue({ stream, tasks: tasks.map((task) => ({ ...task, ends })) }),
    known: (stream) => states.get(stream),
    load,
  };
};
