import { setImmediate as turn } from 'node:timers/promises';
import { type AnyService, type Hosting, handle, logger, relay } from '@vestibule/service';
import { presets, wordsAt } from '@vestibule/domain';
import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import type { Chance } from '../chance';

/** The clock of a simulated world: ingest time and the time that only passes. */
export type Clock = { nowMs: number; monotonicMs: number; tokens: number };

export type Ground = {
  readonly streams: Streams;
  readonly topics: Topics;
  readonly clock: Clock;
  readonly chance: Chance;
};

/** Nothing of a dead process ever comes back: neither an answer nor an error. */
const never = new Promise<never>(() => {});

const inForce = { policyAt: () => presets.seed, wordsAt: () => wordsAt([], 0) };

/** A process of gating that dies at a call to the store, which may still act. */
export const processOn = (service: AnyService, instance: string, ground: Ground) => {
  const { streams, topics, clock, chance } = ground;
  const fate = { callsLeft: Infinity };
  let died: () => void = () => {};
  const dead = new Promise<void>((resolve) => {
    died = resolve;
  });

  const mortal = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    if (fate.callsLeft <= 0) return never;
    fate.callsLeft -= 1;
    // A slow owner: others go on meanwhile, and may take it for dead.
    for (let left = chance.oneIn(40) ? 12 : 0; left > 0; left -= 1) await turn();
    if (fate.callsLeft > 0) {
      const answer = await call();
      return fate.callsLeft > 0 ? answer : never;
    }
    died();
    if (chance.oneIn(2)) void call().catch(() => undefined);
    return never;
  };

  const own: Streams = {
    ...streams,
    read: async (...args) => mortal(async () => streams.read(...args)),
    last: async (...args) => mortal(async () => streams.last(...args)),
    append: async (...args) => mortal(async () => streams.append(...args)),
    follow: (options, each) =>
      streams.follow(options, async (events) => (fate.callsLeft > 0 ? each(events) : never)),
  };
  const system: Hosting['system'] = {
    nowMs: () => clock.nowMs,
    monotonicMs: () => clock.monotonicMs,
    wait: async (ms) => {
      await turn();
      clock.monotonicMs += ms;
      if (fate.callsLeft <= 0) await never;
    },
    token: () => `00000000-0000-4000-8000-${String((clock.tokens += 1)).padStart(12, '0')}`,
    randomBytes: (count) => new Uint8Array(count),
  };
  const troubles: unknown[] = [];
  const metrics: Hosting['metrics'] = {
    count: () => {},
    trouble: (_, error) => void troubles.push(error),
    gauge: () => {},
    value: () => 0,
    scrape: async () => '',
  };
  const hosting: Hosting = {
    streams: own,
    topics,
    system,
    metrics,
    letters: async (letters) => void troubles.push(...letters),
    ...inForce,
    policyLeadMs: 0,
    fresh: async () => {},
    trip: (what) => void troubles.push(what),
  };
  const decided = handle(service, instance, hosting);
  const { reservations } = decided;
  const ports = { streams: own, topics, system, log: logger('simulation', 'silent') };
  const running = reservations && {
    instance,
    token: instance,
    ports,
    metrics,
    ...inForce,
    decide: reservations,
  };
  const settler = running && service.reserves && (() => service.reserves!.settle(running));
  const publishing = relay(service, { ...hosting, instance, ...(settler && { settler }) });

  return {
    instance,
    batch: decided.batch,
    dead,
    troubles,
    isDead: () => fate.callsLeft <= 0,
    dieAfter: (calls: number) => {
      fate.callsLeft = calls;
      if (calls <= 0) died();
    },
    stop: publishing.stop,
  };
};

export type Process = ReturnType<typeof processOn>;
