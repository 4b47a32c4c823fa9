import {
  deliveryEvents,
  dmOutcomes,
  gatingCommands,
  gatingEvents,
  identityEvents,
  notificationsEvents,
} from '@vestibule/contracts';
import type { Topics } from '@vestibule/topics';
import type { Answers } from './answers';
import { type Pids, type Used, each, meter } from './cpu';
import type { Ends } from './ends';
import { type Asked, registrations } from './load';
import type { Figure } from './raw-kafka';

/** The topics by which the stages of the pipeline are told apart. */
export const stageTopics = [
  identityEvents,
  gatingCommands,
  gatingEvents,
  dmOutcomes,
  deliveryEvents,
  notificationsEvents,
].map(({ name }) => name);

export type Pipeline = Figure & {
  /** Records per second that came out of each stage, from the first command on. */
  readonly stages: Readonly<Record<string, number>>;
  /** What each process used until its own work was done, for one command. */
  readonly settledCpuUs: Used;
};

/** What the pipeline is driven and watched by. */
export type Driving = {
  readonly topics: Topics;
  readonly answers: Answers;
  readonly ends: Ends;
  readonly pids: Pids;
};

/** Registers accounts through the topics; resolves when the read model has them all. */
export const register = async (
  { topics, ends }: Driving,
  ids: readonly string[],
  patienceMs: number,
): Promise<number> => {
  const all = registrations(ids);
  await ends.forget();
  const beganAtMs = performance.now();
  await topics.send(all.map(({ record }) => record));
  // Identity says an event only when its row is written.
  await ends.until(identityEvents.name, all.length, patienceMs);
  const { by, lastAtMs } = ends.grown(identityEvents.name);
  if (by < all.length)
    throw new Error(`Only ${by} of ${all.length} account commands were decided.`);
  return (all.length * 1_000) / (lastAtMs - beganAtMs);
};

/** All commands at once: from the first produce to the last outcome, and until all is quiet. */
export const pipeline = async (
  { topics, answers, ends, pids }: Driving,
  commands: readonly Asked[],
  patienceMs: number,
): Promise<Pipeline> => {
  answers.forget();
  await ends.forget();
  const used = await meter(pids);
  const beganAtMs = performance.now();
  const sent = topics.send(commands.map(({ record }) => record));
  const tookMs = await answers.until(commands.length, patienceMs);
  const cpu = await used();
  await sent;
  await ends.quiet(patienceMs);
  const stage = (topic: string): readonly [string, number] => {
    const { by, lastAtMs } = ends.grown(topic);
    return [topic, by === 0 ? 0 : (by * 1_000) / (lastAtMs - beganAtMs)];
  };
  const count = answers.count();
  return {
    count,
    perSecond: (count * 1_000) / tookMs,
    cpuUs: each(cpu, count),
    settledCpuUs: each(await used(), count),
    stages: Object.fromEntries(stageTopics.map(stage)),
  };
};
