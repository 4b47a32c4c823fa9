import { type Streams, memoryStreams } from '@vestibule/streams';
import { chanceOf } from '../chance';
import { busAt } from './bus';
import type { World } from './life';
import { peopleIn } from './people';
import { type Flaws, type Name, type Process, names, processOf } from './process';
import { countingClaims, providerIn } from './provider';
import { readersIn } from './readers';
import { timeFrom } from './time';

const startMs = 1_790_000_000_000;
const [secondMs, hourMs] = [1_000, 3_600_000];
const actsMax = 45;

/** Everything of one seed. */
const playOf = (seed: number, flaws: Flaws) => {
  const chance = chanceOf(seed);
  const time = timeFrom(startMs);
  const log = memoryStreams({ turn: async () => time.wait(chance.below(4)) });
  const { streams, claimsOf, size } = countingClaims(log);
  const bus = busAt(time.nowMs);
  const world: World = { time, chance, streams, bus, faults: { on: true } };
  const provider = providerIn(world, claimsOf);
  const readers = readersIn(world);
  const processes: Process[] = [];
  let tokens = 0;

  const livingOf = (name: Name) =>
    processes.filter((one) => one.name === name && !one.life.isDead());

  const share = (name: Name): void => {
    const living = livingOf(name);
    if (living.length > 0) readers.share(living);
  };

  /** A new process, after a restart under the old name, on this store or another. */
  const begin = (name: Name, own: Streams = streams): void => {
    const last = processes.findLast((one) => one.name === name);
    const isRestart = last?.life.isDead() === true && chance.oneIn(2);
    const place = processes.length;
    const instance = isRestart ? last.instance : `${name}-${place}`;
    const token = () => `00000000-0000-4000-8000-${String((tokens += 1)).padStart(12, '0')}`;
    const options = { ...world, streams: own, provider, flaws };
    processes.push(processOf({ name, instance, place, token }, options));
    share(name);
  };

  return {
    ...world,
    calls: provider.calls,
    people: peopleIn(world),
    living: () => processes.filter(({ life }) => !life.isDead()),
    livingOf,
    share,
    begin,
    /** Whatever was said or recorded: stands still when nothing moves. */
    size: () => bus.size() + size(),
  };
};

export type Play = ReturnType<typeof playOf>;

/** What goes wrong with processes. */
const strike = ({ chance, living, livingOf, begin, share }: Play): void => {
  if (chance.oneIn(7)) chance.pick(living())?.life.endAfter(chance.below(14));
  if (chance.oneIn(20)) begin(chance.pick(names));
  if (chance.oneIn(12)) share(chance.pick(names));
  for (const name of names) if (livingOf(name).length === 0 && chance.oneIn(2)) begin(name);
};

const drift = ({ chance, time }: Play): void => {
  if (chance.oneIn(10)) time.jump(chance.below(90) * secondMs);
  if (chance.oneIn(30)) time.jump(-chance.below(60) * secondMs);
  // A day passes: ids are forgotten, and news is old.
  if (chance.oneIn(400)) time.jump(27 * hourMs);
};

/** Lets time pass until nothing has moved for a while; gives up at some point. */
export const quiet = async ({ time, size }: Play, forMs: number): Promise<void> => {
  let stillMs = 0;
  for (let left = 120; left > 0 && stillMs < forMs; left -= 1) {
    const before = size();
    await time.run(secondMs);
    stillMs = size() === before ? stillMs + secondMs : 0;
  }
};

/** After faults stop, everything comes to its end, or it never will. */
const rest = async (play: Play): Promise<void> => {
  const { faults, living, livingOf, begin, share, time } = play;
  faults.on = false;
  for (const { life } of living()) life.endAfter(Infinity);
  for (const name of names) {
    if (livingOf(name).length === 0) begin(name);
    else share(name);
  }
  await quiet(play, 12 * secondMs);
  // What has no result is claimed again after a minute; what was postponed, after ten at most.
  for (const minutes of [1.1, 1.1, 11]) {
    time.jump(minutes * 60 * secondMs);
    await quiet(play, 4 * secondMs);
  }
};

/** Plays one seed to its end. */
export const playThrough = async (seed: number, flaws: Flaws): Promise<Play> => {
  const play = playOf(seed, flaws);
  for (const name of names) play.begin(name);
  play.people.arrive();
  for (let left = actsMax; left > 0; left -= 1) {
    strike(play);
    drift(play);
    play.people.act();
    await play.time.run(play.chance.below(400));
  }
  await rest(play);
  return play;
};
