import type { Hosting } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import type { Chance } from '../chance';
import type { Bus } from './bus';
import type { Time } from './time';

/** What every process of a simulated world stands on. */
export type World = {
  readonly time: Time;
  readonly chance: Chance;
  readonly streams: Streams;
  readonly bus: Bus;
  /** Whether anything goes wrong at present. */
  readonly faults: { on: boolean };
};

/** Nothing of a dead process ever comes back: neither an answer nor an error. */
const never = new Promise<never>(() => {});
const slowMs = 9_000;
/** A write that was on its way when its process died may arrive so much later. */
const lateMs = 4_000;

/** A life that ends at one of its calls to the world, which may still act, and act late. */
export const lifeIn = ({ time, chance, faults }: World) => {
  const fate = { callsLeft: Infinity };
  const ends: (() => void)[] = [];
  const isDead = (): boolean => fate.callsLeft <= 0;

  const end = (): void => {
    fate.callsLeft = 0;
    for (const act of ends.splice(0)) act();
  };

  const call = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    if (isDead()) return never;
    // A slow owner: others go on meanwhile, and may take it for dead.
    if (faults.on && chance.oneIn(60)) await time.wait(chance.below(slowMs));
    if (isDead()) return never;
    fate.callsLeft -= 1;
    if (!isDead()) {
      const answer = await act();
      return isDead() ? never : answer;
    }
    end();
    if (chance.oneIn(2)) time.after(chance.below(lateMs), () => void act().catch(() => {}));
    return never;
  };

  return {
    call,
    isDead,
    onEnd: (act: () => void) => void ends.push(act),
    endAfter: (calls: number): void => {
      fate.callsLeft = calls;
      if (calls <= 0) end();
    },
  };
};

export type Life = ReturnType<typeof lifeIn>;

/** The store as a mortal process has it: some answers are lost, some calls fail. */
export const streamsOf = ({ call, isDead, onEnd }: Life, world: World): Streams => {
  const { streams, chance, faults, time } = world;

  const reading = async <Answer>(read: () => Promise<Answer>): Promise<Answer> =>
    call(async () => {
      if (faults.on && chance.oneIn(80)) throw new Error('The store does not answer.');
      return read();
    });

  const append: Streams['append'] = async (...args) =>
    call(async () => {
      const fate = faults.on ? chance.below(160) : 0;
      if (fate > 3 || !faults.on) return streams.append(...args);
      if (fate < 2) await streams.append(...args);
      else if (fate === 2) time.after(chance.below(lateMs), () => void streams.append(...args));
      return { type: 'unknown', cause: new Error('The answer was lost.') };
    });

  return {
    ...streams,
    append,
    read: async (...args) => reading(async () => streams.read(...args)),
    last: async (...args) => reading(async () => streams.last(...args)),
    follow: (options, each) => {
      const following = streams.follow(options, async (events) =>
        isDead() ? never : each(events),
      );
      onEnd(() => void following.stop());
      const ended = following.ended.then(async () => (isDead() ? never : undefined));
      ended.catch(() => {}); // whoever follows waits for it too
      return { ...following, ended };
    },
  };
};

/** The message bus as a mortal process has it: it may die when only the first records are there. */
export const topicsOf = ({ call, isDead }: Life, world: World): Topics => {
  const { bus, chance, time, faults } = world;
  const send: Topics['send'] = async (records) => {
    if (records.length === 0) return undefined;
    return call(async () => {
      await time.wait(chance.below(4));
      const count = isDead() ? chance.below(records.length + 1) : records.length;
      records.slice(0, count).forEach(bus.append);
      // The producer heard no acknowledgement, and sent it all again.
      if (faults.on && chance.oneIn(40)) records.slice(0, count).forEach(bus.append);
    });
  };
  const nothing = async () => [];
  return {
    send,
    consume: () => {
      throw new Error('Whoever plays the world hands records over.');
    },
    create: nothing,
    ends: nothing,
    browse: nothing,
    close: async () => {},
  };
};

/** Time and chance as one process has them; its clock may differ from those of others. */
export const systemOf = (
  { isDead }: Life,
  { time, chance }: World,
  token: () => string,
): Hosting['system'] => {
  const skewMs = chance.below(2_000) - 1_000;
  return {
    nowMs: () => time.nowMs() + skewMs,
    monotonicMs: time.passedMs,
    wait: async (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = (): void => {
          signal?.removeEventListener('abort', end);
          resolve();
        };
        signal?.addEventListener('abort', end);
        time.after(ms, () => {
          if (!isDead()) end();
        });
        return undefined;
      }),
    token,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => chance.below(256)),
  };
};
