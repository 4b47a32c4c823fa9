import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Draft, FollowOptions, Recorded, Streams } from './streams';

/** Streams under test, with what only an operator can do. */
export type ContractStreams = Streams & {
  readonly tombstone: (stream: string) => Promise<void>;
};

/** An event with a fresh id that says no more than `what`. */
export const said = (what: unknown, id: string = randomUUID()): Draft => ({
  id,
  type: 'Said',
  data: { what },
  metadata: { $correlationId: randomUUID(), $causationId: randomUUID() },
});

/** That many events, which say 0, 1, 2 … */
export const saidTo = (count: number): readonly Draft[] => numbers(count).map((n) => said(n));

export const whatOf = (events: readonly { readonly data: object }[]): readonly unknown[] =>
  events.map(({ data }) => (data as { what: unknown }).what);

export const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);

const hopelessMs = 25_000;

/** Waits for a condition, and gives up before the test does, so that nothing is left running. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const hopelessAtMs = Date.now() + hopelessMs;
  while (!(await condition())) {
    if (Date.now() > hopelessAtMs)
      throw new Error(`Not so within ${hopelessMs} ms: ${String(condition)}`);
    await wait(5);
  }
};

/** Follows until `count` events came, and returns what came. */
export const followed = async (
  streams: Streams,
  options: FollowOptions,
  count: number,
): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  const { stop, ended } = streams.follow(options, async (batch) => {
    events.push(...batch);
  });
  await Promise.race([ended, until(() => events.length >= count)]);
  await stop();
  return events;
};
