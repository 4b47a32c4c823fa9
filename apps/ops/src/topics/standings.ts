import { topicsFor, type TopicSettings } from '@vestibule/contracts';
import { tableOf } from '../table';
import type { Bus } from './with-topics';

/** A topic of the one table, and how it stands at the broker. */
export type TopicStanding = {
  readonly topic: string;
  readonly exists: boolean;
  readonly partitions: number;
  readonly retentionMs: number;
  readonly logAppendTime: boolean;
  /** Records ever written: the end offsets of all partitions together. */
  readonly end: number;
  /** Settings that are not as the table says, each as a sentence. */
  readonly drift: readonly string[];
};

/** By name: this is asked of errors that come out of a bundle, too. */
const isUnknownTopic = (error: unknown): boolean =>
  error instanceof Error && error.name === 'UnknownTopicError';

/** End offsets of a topic together; null when there is no such topic. Rejects without a broker. */
export const endOf = async ({ ends }: Pick<Bus, 'ends'>, topic: string): Promise<number | null> => {
  try {
    return Number((await ends(topic)).reduce((sum, end) => sum + end, 0n));
  } catch (error) {
    if (isUnknownTopic(error)) return null;
    throw error;
  }
};

const askedAtOnce = 6;

/** The end offsets of many topics, a few at a time. */
export const endsOf = async (
  bus: Pick<Bus, 'ends'>,
  names: readonly string[],
): Promise<ReadonlyMap<string, number | null>> => {
  const found = new Map<string, number | null>();
  for (let start = 0; start < names.length; start += askedAtOnce) {
    const some = names.slice(start, start + askedAtOnce);
    const ends = await Promise.all(some.map(async (name) => endOf(bus, name)));
    some.forEach((name, index) => found.set(name, ends[index] ?? null));
  }
  return found;
};

export const driftOf = (drift: readonly string[], { name }: TopicSettings): readonly string[] =>
  drift.filter((sentence) => sentence.startsWith(`${name}: `));

/** Every topic of the table as it stands. Makes nothing: only topics that exist are compared. */
export const standings = async (bus: Bus): Promise<readonly TopicStanding[]> => {
  const wanted = topicsFor();
  const ends = await endsOf(
    bus,
    wanted.map(({ name }) => name),
  );
  const existing = wanted.filter(({ name }) => ends.get(name) !== null);
  const drift = existing.length === 0 ? [] : await bus.create(existing);
  return wanted.map((settings) => {
    const { name, ...rest } = settings;
    const end = ends.get(name) ?? null;
    return {
      topic: name,
      ...rest,
      exists: end !== null,
      end: end ?? 0,
      drift: driftOf(drift, settings),
    };
  });
};

const dayMs = 86_400_000;

const standingCell = ({ exists, drift }: TopicStanding) => {
  if (!exists) return { text: 'missing', format: 'red' } as const;
  return drift.length > 0 ? ({ text: 'drifted', format: 'yellow' } as const) : 'there';
};

export const standingLines = (
  topics: readonly TopicStanding[],
  paint?: Parameters<typeof tableOf>[2],
): readonly string[] => {
  const columns = [
    { title: 'topic' },
    { title: 'partitions', align: 'right' },
    { title: 'kept', align: 'right' },
    { title: 'records', align: 'right' },
    { title: 'state' },
  ] as const;
  const rows = topics.map((standing) => [
    standing.topic,
    String(standing.partitions),
    `${standing.retentionMs / dayMs} d`,
    standing.exists ? String(standing.end) : '-',
    standingCell(standing),
  ]);
  const drift = topics.flatMap((standing) => standing.drift);
  return [...tableOf(columns, rows, paint), ...drift.map((sentence) => `  ${sentence}`)];
};
