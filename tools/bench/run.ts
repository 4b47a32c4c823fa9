import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { dmOutcomes } from '@vestibule/contracts';
import { type Topics, kafkaTopics } from '@vestibule/topics';
import type { Part } from '../stack/child';
import { type Stack, startStack } from '../stack/stack';
import { answersOn } from './answers';
import { appendLimit } from './append-limit';
import { endsOf } from './ends';
import { type Latency, latency } from './latency';
import { type Asked, accountIds, messagesOfPair, sends } from './load';
import { type Driving, type Pipeline, pipeline, register, stageTopics } from './pipeline';
import { type Figure, rawKafka } from './raw-kafka';
import type { Sizes } from './sizes';
import { textbook } from './textbook';

/** What one run found. Rates are per second; processor time is in microseconds for one. */
export type Found = {
  /** Load of the machine before the run: rates of a busy machine only compare with each other. */
  readonly loadBefore: number;
  readonly accountCommandsPerSecond: number;
  readonly raw: Figure;
  readonly appends: Figure;
  readonly naive: Figure;
  /** With delivery and notifications at work on the same machine. */
  readonly pipeline: Pipeline;
  readonly latency: Latency;
  /** Up to the outcome and nothing behind it, as for the textbook service. */
  readonly alone: Pipeline;
};

type Say = (text: string) => void;
type Ground = { readonly stack: Stack; readonly topics: Topics; readonly driving: Driving };

const pidOf = ({ parts }: Stack, name: string): number => parts.get(name)?.pid ?? 0;

const open = async (stack: Stack, { quietMs }: Sizes): Promise<Ground> => {
  const broker = stack.addresses.kafka;
  const topics = kafkaTopics({ brokers: [broker], clientId: 'bench' });
  const pids = new Map([...stack.parts].map(([name, { pid }]) => [name, pid]));
  const [answers, ends] = await Promise.all([
    answersOn(topics, dmOutcomes.name),
    endsOf(broker, { topics: stageTopics, quietMs }),
  ]);
  return { stack, topics, driving: { topics, answers, ends, pids } };
};

/** Each part has pairs of its own, and so meets streams that nobody has read before. */
const freshSends = (ids: readonly string[]) => {
  let from = 0;
  return (count: number): readonly Asked[] => {
    const pairs = Math.ceil(count / messagesOfPair);
    from += pairs;
    return sends(ids, { from: from - pairs, pairs, count });
  };
};

/** What the pipeline is measured by. */
const measureOthers = async ({ stack, topics }: Ground, sizes: Sizes, say: Say) => {
  const { addresses } = stack;
  const kafkaPid = pidOf(stack, 'kafka');
  const eventstorePid = pidOf(stack, 'eventstore');
  say(`the bare Kafka client: ${sizes.records} records`);
  const records = sends(accountIds(100), { from: 0, pairs: 1_000, count: sizes.records });
  const raw = await rawKafka({ broker: addresses.kafka, topics, kafkaPid }, records);

  say(`the bare store client: ${sizes.appends} appends`);
  const appends = await appendLimit({ url: addresses.eventstore, eventstorePid }, sizes.appends);

  say(`the textbook service: ${sizes.naive} commands at most`);
  const pids = new Map([
    ['kafka', kafkaPid],
    ['eventstore', eventstorePid],
  ]);
  const limits = { count: sizes.naive, patienceMs: sizes.pipelineMs };
  const naive = await textbook({ addresses, topics, pids }, limits);
  return { raw, appends, naive };
};

/** The parts one after the other, so that none takes from another. */
const measure = async (ground: Ground, sizes: Sizes, say: Say) => {
  const { topics, driving } = ground;
  const { patienceMs, pacedPerSecond: perSecond, pacedSeconds } = sizes;
  const ids = accountIds(sizes.accounts);
  const next = freshSends(ids);

  say(`registering ${ids.length} accounts`);
  const accountCommandsPerSecond = await register(driving, ids, patienceMs);
  say(`${sizes.warmUp} commands to warm up`);
  const warm = await pipeline(driving, next(sizes.warmUp), patienceMs);
  const others = await measureOthers(ground, sizes, say);

  const inTime = Math.ceil((warm.perSecond * sizes.pipelineMs) / 1_000);
  const count = Math.min(sizes.commands, Math.max(sizes.warmUp, inTime));
  say(`the pipeline: ${count} commands`);
  const through = await pipeline(driving, next(count), patienceMs);
  say(`the pipeline at ${perSecond} commands a second`);
  const paced = next(perSecond * pacedSeconds);
  const waited = await latency(topics, paced, { perSecond, patienceMs });

  // The readers are gone, so this is quick enough for all commands.
  say(`identity and gating alone: ${sizes.commands} commands`);
  const alone = await pipeline(await withoutReaders(ground), next(sizes.commands), patienceMs);
  return { accountCommandsPerSecond, ...others, pipeline: through, latency: waited, alone };
};

/** Ends what stands behind the outcome. */
const withoutReaders = async ({ stack, driving }: Ground): Promise<Driving> => {
  const readers = ['delivery', 'notifications'];
  await Promise.all(readers.map(async (name) => stack.parts.get(name)?.close()));
  return {
    ...driving,
    pids: new Map([...driving.pids].filter(([name]) => !readers.includes(name))),
  };
};

const stackIn = async (data: string): Promise<Stack> =>
  startStack({
    data,
    env: { ...process.env, LOG_LEVEL: 'warn' },
    apps: ['identity', 'gating', 'delivery', 'notifications'],
  });

const logMax = 2_000;

/** Rejects when a process of the stack fails: what is measured then is something else. */
const lost = async ({ parts }: Stack, data: string): Promise<never> =>
  new Promise((_, reject) => {
    const watch = async ({ name, exited }: Part) => {
      const code = await exited;
      if (code === 0) return;
      const log = join(data, 'logs', `${name}.log`);
      const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-logMax) : '';
      reject(new Error(`${name} ended with code ${String(code)}.\n${said}`));
    };
    for (const part of parts.values()) void watch(part);
  });

/** Runs all parts on one fresh stack, and leaves nothing behind. */
export const runBench = async (sizes: Sizes, say: Say): Promise<Found> => {
  const loadBefore = loadavg()[0] ?? 0;
  const data = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  say('starting a fresh stack');
  const stack = await stackIn(data);
  const ended = lost(stack, data);
  ended.catch(() => {}); // told below, where the parts are measured
  try {
    const ground = await open(stack, sizes);
    const found = await Promise.race([measure(ground, sizes, say), ended]);
    await Promise.all([ground.driving.ends.close(), ground.driving.answers.close()]);
    await ground.topics.close();
    return { loadBefore, ...found };
  } finally {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  }
};
