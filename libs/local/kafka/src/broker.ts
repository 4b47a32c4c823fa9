import type { FaultTable } from '@vestibule/local-server';
import type { Clock } from './clock';
import type { Groups } from './groups/groups';
import type { Offsets } from './groups/offsets';
import type { Disk } from './log/disk';
import type { Topics } from './topics';

/** The parts of a running broker that answers are made of. */
export type Broker = {
  readonly topics: Topics;
  readonly groups: Groups;
  readonly offsets: Offsets;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly faults: FaultTable;
  readonly host: string;
  readonly port: number;
  readonly autoCreate: boolean;
  readonly partitions: number;
  /** How often what happened, for `stats()`: requests by API, and faults done at once by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly count: (name: string) => void;
  /** Does something `ms` from now, unless the broker has been closed by then. */
  readonly late: (ms: number, then: () => void) => void;
};

/** Who asks. */
export type Caller = {
  readonly version: number;
  readonly clientId: string;
  readonly host: string;
  /** Calls to make when the connection ends, so that nothing waits for it. */
  readonly onClose: Set<() => void>;
};

export const nodeId = 0;

/** Resolves when all that was written so far is as durable as promised. */
export const durable = async (disk: Disk): Promise<void> =>
  new Promise((resolve) => {
    disk.onceDurable(resolve);
  });

type Place = { readonly topic?: string; readonly partition?: number; readonly group?: string };

/** The code of a switched error for this place, or 0. */
export const switchedError = ({ faults }: Broker, api: string, place: Place): number =>
  faults.take(['error'], { api, ...place })?.code ?? 0;

type Named<Partition> = { readonly name: string; readonly partitions: readonly Partition[] };

/** In any order, as from a cluster: a client that relies on one shows it here. */
export const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ item, rank: Math.random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);

/** Answers each partition of each topic on its own. */
export const eachPartition = <Asked, Answered>(
  topics: readonly Named<Asked>[],
  answer: (topic: string, asked: Asked) => Answered,
): readonly Named<Answered>[] =>
  shuffled(topics).map(({ name, partitions }) => ({
    name,
    partitions: shuffled(partitions).map((asked) => answer(name, asked)),
  }));
