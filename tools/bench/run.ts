import { loadavg } from 'node:os';
import { appendLimit } from './append-limit';
import { type Ground, onFreshStack } from './ground';
import { type Latency, latency } from './latency';
import { type Asked, accountIds, messagesOfPair, sends } from './load';
import { type Driving, type Pipeline, pipeline, register } from './pipeline';
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

const pidOf = ({ stack }: Ground, name: string): number => stack.parts.get(name)?.pid ?? 0;

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
const measureOthers = async (ground: Ground, sizes: Sizes, say: Say) => {
  const { topics, stack } = ground;
  const { addresses } = stack;
  const kafkaPid = pidOf(ground, 'kafka');
  const eventstorePid = pidOf(ground, 'eventstore');
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

/** Runs all parts on one fresh stack. */
export const runBench = async (sizes: Sizes, say: Say): Promise<Found> => {
  const loadBefore = loadavg()[0] ?? 0;
  say('starting a fresh stack');
  const found = await onFreshStack(sizes.quietMs, async (ground) => measure(ground, sizes, say));
  return { loadBefore, ...found };
};
