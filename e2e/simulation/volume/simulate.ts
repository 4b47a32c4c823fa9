import { setImmediate as turn } from 'node:timers/promises';
import { dmOutcomes, gatingEvents } from '@vestibule/contracts';
import type { AnyService } from '@vestibule/service';
import { type MemoryStreams, type Streams, memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { audit } from './audit';
import { type Chance, chanceOf } from '../chance';
import { type Clock, type Ground, type Process, processOn } from './process';
import { type Lying, batchOf, lying } from './records';
import { windows } from './rules';

const startMs = 1_790_000_000_000;
const minuteMs = 60_000;
const partitions = 2;
const stepsMax = 24;
const restTurnsMax = 200;
/** Each is a second or more to who waits: closing comes round meanwhile. */
const quietTurns = 16;

type Checkpoint = {
  readonly position: string | null;
  readonly holder: string | null;
  readonly settled?: string | null;
};

/** Records of one partition, and up to where its group has committed. */
type Partition = { readonly records: Lying[]; committed: number };

export type Options = {
  readonly service: AnyService;
  /** Breaks the store, for searches of the search itself. */
  readonly store?: (streams: Streams) => Streams;
};

const patience = async (turns: number): Promise<void> => {
  for (let left = turns; left > 0; left -= 1) await turn();
};

/** Each call to the store takes its own time, so that calls overtake each other. */
const slowly = (chance: Chance) => async (): Promise<void> => {
  for (let left = chance.below(4); left > 0; left -= 1) await Promise.resolve();
};

const partitionOf = ({ key }: Lying): number => Number.parseInt(key.slice(0, 2), 16) % partitions;

const world = (seed: number, { service, store = (same) => same }: Options) => {
  const chance = chanceOf(seed);
  const clock: Clock = { nowMs: startMs, monotonicMs: 0, tokens: 0 };
  const log: MemoryStreams = memoryStreams({ turn: slowly(chance) });
  const topics = memoryTopics({ now: () => clock.nowMs });
  const ground: Ground = { streams: store(log), topics, clock, chance };
  const all: readonly Partition[] = Array.from({ length: partitions }, () => ({
    records: [],
    committed: 0,
  }));
  const living: Process[] = [];
  let started = 0;
  let asked = 0;

  const begin = (): Process => {
    const begun = processOn(service, `gating-${(started += 1)}`, ground);
    living.push(begun);
    return begun;
  };

  const ask = (): void => {
    const record = lying((asked += 1), clock.nowMs, chance);
    all[partitionOf(record)]?.records.push(record);
  };

  /** Hands a partition's records to a process, from the committed place or from before it. */
  const deliver = async (process: Process, partition: Partition): Promise<void> => {
    const again = chance.oneIn(8) ? partition.committed : chance.oneIn(3) ? chance.below(4) : 0;
    const from = Math.max(0, partition.committed - again);
    const records = partition.records.slice(from);
    if (records.length === 0 || process.isDead()) return;
    const settled = process.batch(batchOf(records, from, chance));
    const front = await Promise.race([settled, process.dead.then(() => 0)]);
    // Now and then the commit is lost; a zombie's may come late, but never names what is unsettled.
    if (!chance.oneIn(6)) partition.committed = Math.max(partition.committed, from + front);
  };

  return { chance, clock, log, topics, all, living, begin, ask, deliver };
};

type World = ReturnType<typeof world>;

const step = async ({ chance, clock, all, living, begin, ask, deliver }: World): Promise<void> => {
  const alive = living.filter((process) => !process.isDead());
  if (alive.length === 0 || (alive.length === 1 && chance.oneIn(8))) begin();
  if (chance.oneIn(3)) chance.pick(living).dieAfter(chance.below(12));
  if (chance.oneIn(4)) clock.nowMs += chance.below(50) * minuteMs;
  if (chance.oneIn(9)) clock.nowMs -= chance.below(10) * minuteMs;
  for (let left = chance.below(4); left > 0; left -= 1) ask();
  const owners = living.filter((process) => !process.isDead());
  const handed = all.map(async (partition) => {
    if (owners.length === 0) return;
    const isShared = chance.oneIn(4);
    await Promise.all(
      (isShared ? owners : [chance.pick(owners)]).map(async (owner) => deliver(owner, partition)),
    );
  });
  await Promise.all(handed);
  if (chance.oneIn(3)) await patience(chance.below(12));
};

/** After faults stop, all is decided and closed, or it never will be. */
const rest = async ({ all, living, begin, deliver, log }: World): Promise<void> => {
  for (const process of living) process.dieAfter(0);
  const last = begin();
  const isBehind = ({ committed, records }: Partition) => committed < records.length;
  for (let left = 20; left > 0 && all.some(isBehind); left -= 1)
    await Promise.all(all.map(async (partition) => deliver(last, partition)));
  if (all.some(isBehind)) throw new Error(`Records stay undecided: ${String(last.troubles)}`);
  for (let left = restTurnsMax, still = 0; left > 0 && still < quietTurns; left -= 1) {
    await turn();
    const place = (await log.last('checkpoint-gating'))?.data as Checkpoint;
    const isClosed = place.holder === last.instance && place.settled === place.position;
    still = isClosed ? still + 1 : 0;
  }
  await last.stop();
};

const recordedIn = async (log: MemoryStreams) => {
  const seen = audit(windows);
  let caughtUp: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    caughtUp = resolve;
  });
  const following = log.follow({ prefixes: ['pair-', 'quota-'], caughtUp }, async (events) =>
    events.forEach(seen.hear),
  );
  await end;
  await following.stop();
  return seen.atRest();
};

/** Plays one seed: what is wrong with what was recorded; nothing if all is well. */
export const simulate = async (seed: number, options: Options): Promise<readonly string[]> => {
  const played = world(seed, options);
  await played.topics.create([gatingEvents, dmOutcomes]);
  for (let left = stepsMax; left > 0; left -= 1) await step(played);
  await rest(played);
  const problems = await recordedIn(played.log);
  await played.topics.close();
  return problems;
};
