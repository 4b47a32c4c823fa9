import { randomUUID } from 'node:crypto';
import { deliveryEvents, dmOutcomes, headerNames } from '@vestibule/contracts';
import type { IncomingRecord, Topics } from '@vestibule/topics';
import { answersOn } from './answers';
import { type Told, told } from './classifier';
import { type Ground, onFreshStack } from './ground';
import { steadily } from './latency';
import { type Asked, type Pair, accountIds, decline, pairAt, send, shuffledPairs } from './load';
import { pipeline, register } from './pipeline';

/** How much one run sends. Each pair gives two samples. */
export type SilenceSizes = {
  readonly accounts: number;
  /** In every second one the recipient declines after the first message. */
  readonly pairs: number;
  readonly perSecond: number;
  readonly quietMs: number;
  readonly patienceMs: number;
};

export const fullSilence: SilenceSizes = {
  accounts: 1_000,
  pairs: 10_000,
  perSecond: 250,
  quietMs: 1_500,
  patienceMs: 60_000,
};

export const quickSilence: SilenceSizes = {
  accounts: 20,
  pairs: 40,
  perSecond: 100,
  quietMs: 300,
  patienceMs: 30_000,
};

/** A message, and what its sender saw of it: milliseconds from when it was due. */
type Sample = {
  readonly asked: Asked;
  readonly sender: string;
  readonly isSuppressed: boolean;
  dueAtMs: number;
  answerMs?: number;
  copyMs?: number;
};
type Samples = ReadonlyMap<string, Sample>;
type Say = (text: string) => void;

const isDeclined = (index: number): boolean => index % 2 === 1;

/** Two more messages of each pair, in an order that has nothing to do with what became of it. */
const samplesOf = (pairs: readonly Pair[]): Samples =>
  new Map(
    shuffledPairs(pairs.length, 2 * pairs.length).map((index) => {
      const pair = pairs[index] ?? ['', ''];
      const asked = send(pair);
      const about = { asked, sender: pair[0], isSuppressed: isDeclined(index), dueAtMs: 0 };
      return [asked.id, about];
    }),
  );

const note = (samples: Samples, name: 'answerMs' | 'copyMs', id: string): void => {
  const sample = samples.get(id);
  if (sample) sample[name] ??= performance.now() - sample.dueAtMs;
};

const placedIn = ({ headers, value }: IncomingRecord): string | undefined => {
  if (headers[headerNames.type]?.toString() !== 'MessagePlaced') return undefined;
  return (JSON.parse(String(value)) as { messageId: string }).messageId;
};

/** Notes when each sender's own copy is placed; the recipient's, of the same message, does not count. */
const copiesOn = async (topics: Topics, samples: Samples) => {
  const hear = (record: IncomingRecord) => {
    const id = placedIn(record);
    if (id !== undefined && samples.get(id)?.sender === record.key?.toString())
      note(samples, 'copyMs', id);
  };
  const consumer = topics.consume(
    { group: `bench-${randomUUID()}`, topics: [deliveryEvents.name], from: 'end' },
    async ({ records }) => {
      records.forEach(hear);
      return records.length;
    },
  );
  await consumer.joined;
  return consumer;
};

/** A first message in every pair, and a no in every second one: what they cost is not measured. */
const prepare = async (
  { driving }: Ground,
  { accounts, pairs: count, patienceMs }: SilenceSizes,
  say: Say,
): Promise<readonly Pair[]> => {
  const ids = accountIds(accounts);
  const pairs = Array.from({ length: count }, (_, index) => pairAt(ids, index));
  say(`registering ${accounts} accounts`);
  await register(driving, ids, patienceMs);
  say(`${count} requests, of which every second is declined`);
  await pipeline(driving, pairs.map(send), patienceMs);
  const declined = pairs.filter((_, index) => isDeclined(index));
  const declines = declined.map(([sender, recipient]) => decline([recipient, sender]));
  await pipeline(driving, declines, patienceMs);
  return pairs;
};

const measure = async (ground: Ground, sizes: SilenceSizes, say: Say): Promise<readonly Told[]> => {
  const { topics, driving } = ground;
  const { perSecond, patienceMs } = sizes;
  const samples = samplesOf(await prepare(ground, sizes, say));
  const all = [...samples.values()];
  say(`${all.length} messages at ${perSecond} a second`);
  const answers = await answersOn(topics, dmOutcomes.name, (id) => note(samples, 'answerMs', id));
  const copies = await copiesOn(topics, samples);
  const onDue = ({ id }: Asked, dueAtMs: number) => {
    const sample = samples.get(id);
    if (sample) sample.dueAtMs = dueAtMs;
  };
  const asked = all.map((sample) => sample.asked);
  await steadily(topics, asked, { perSecond, onDue });
  await answers.until(all.length, patienceMs);
  await driving.ends.quiet(patienceMs); // the last copies come behind the answers
  await Promise.all([answers.close(), copies.stop()]);

  const seen = (name: 'answerMs' | 'copyMs', wanted: boolean): readonly number[] =>
    all.flatMap(({ isSuppressed, [name]: ms }) =>
      ms !== undefined && isSuppressed === wanted ? [ms] : [],
    );
  const toldBy = (what: string, name: 'answerMs' | 'copyMs') =>
    told(what, { delivered: seen(name, false), suppressed: seen(name, true) });
  return [toldBy('the answer', 'answerMs'), toldBy('the own copy', 'copyMs')];
};

/** Measures on a fresh stack whether time tells a sender of a no (rulebook, I24). */
export const runSilence = async (sizes: SilenceSizes, say: Say): Promise<readonly Told[]> => {
  say('starting a fresh stack');
  return onFreshStack(sizes.quietMs, async (ground) => measure(ground, sizes, say));
};
