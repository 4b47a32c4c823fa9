import { type IncomingRecord, type OutgoingRecord, partitionOf } from '@vestibule/topics';

export const partitions = 2;

/** One partition of a topic, as one group reads it. */
export type Spot = { readonly group: string; readonly topic: string; readonly partition: number };

/** The records of all topics, and how far each group has committed. */
export type Bus = {
  readonly append: (record: OutgoingRecord) => void;
  readonly records: (topic: string, partition: number) => readonly IncomingRecord[];
  /** Everything of a topic, a partition after the other. */
  readonly all: (topic: string) => readonly IncomingRecord[];
  readonly topics: () => readonly string[];
  readonly committed: (spot: Spot) => number;
  readonly commit: (spot: Spot, offset: number) => void;
  /** Every group is to read everything again. */
  readonly rewind: () => void;
  /** How many records there are. */
  readonly size: () => number;
  /** Resolves when a record comes to a topic. */
  readonly grown: (topic: string) => Promise<void>;
};

const bytesOf = (value: string | Buffer): Buffer =>
  typeof value === 'string' ? Buffer.from(value) : value;

const nameOf = ({ group, topic, partition }: Spot): string => `${group}/${topic}/${partition}`;

type Lying = { readonly partitions: IncomingRecord[][]; woken: (() => void)[] };

export const busAt = (nowMs: () => number): Bus => {
  const topics = new Map<string, Lying>();
  const committed = new Map<string, number>();
  let size = 0;

  const topicOf = (name: string): Lying => {
    const known = topics.get(name) ?? {
      partitions: Array.from({ length: name.endsWith('.dlq') ? 1 : partitions }, () => []),
      woken: [],
    };
    topics.set(name, known);
    return known;
  };
  const records: Bus['records'] = (name, partition) => topicOf(name).partitions[partition] ?? [];

  return {
    append: ({ topic, key, value, headers }) => {
      const lying = topicOf(topic);
      const partition = partitionOf(key ?? '', lying.partitions.length);
      const into = lying.partitions[partition] ?? [];
      into.push({
        topic,
        partition,
        offset: String(into.length),
        timestampMs: nowMs(),
        key: key === null ? null : bytesOf(key),
        value: value === null ? null : bytesOf(value),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, held]) => [name, bytesOf(held)]),
        ),
      });
      size += 1;
      for (const wake of lying.woken.splice(0)) wake();
    },
    records,
    all: (topic) => topicOf(topic).partitions.flat(),
    topics: () => [...topics.keys()],
    committed: (spot) => committed.get(nameOf(spot)) ?? 0,
    commit: (spot, offset) => void committed.set(nameOf(spot), offset),
    rewind: () => committed.clear(),
    size: () => size,
    grown: async (topic) =>
      new Promise((resolve) => {
        topicOf(topic).woken.push(resolve);
      }),
  };
};
