import { batchBytesMax, batchOverheadBytes, pack, type PackedRecord } from './bytes';
import { TopicsClosedError, UnknownTopicError } from './errors';
import { memoryConsumer } from './memory/consumer';
import { MemoryGroup } from './memory/group';
import { driftOf, type MemoryLog, memoryLog } from './memory/log';
import { type Consumer, RecordTooLargeError, type Topics } from './topics';

export type MemoryOptions = {
  /** Partitions of every topic, whatever its settings say. */
  readonly partitions?: number;
  /** The broker's clock: whole milliseconds since the epoch. */
  readonly now?: () => number;
  /** Acts once, `ms` later: the pauses before a rest comes again. Timers unless told. */
  readonly after?: (ms: number, act: () => void) => void;
  /** How long `stop` waits for batches in work; 2,000 ms unless told. */
  readonly settleWithinMs?: number;
};

const timers = (ms: number, act: () => void): void => {
  setTimeout(act, ms).unref();
};

const refusalOf = (
  { topic, bytes }: PackedRecord,
  log: MemoryLog | undefined,
): Error | undefined => {
  if (log === undefined) return new UnknownTopicError(topic);
  const most = batchBytesMax - batchOverheadBytes;
  return bytes > most ? new RecordTooLargeError(topic, bytes, most) : undefined;
};

/** The value under a key, made when it is first asked for. */
const held = <Value>(values: Map<string, Value>, name: string, make: () => Value): Value => {
  const known = values.get(name);
  if (known !== undefined) return known;
  const made = make();
  values.set(name, made);
  return made;
};

class MemoryTopics implements Topics {
  private readonly logs = new Map<string, MemoryLog>();
  private readonly groups = new Map<string, MemoryGroup>();
  private readonly consumers = new Set<Consumer>();
  private readonly after: (ms: number, act: () => void) => void;
  private isClosed = false;

  constructor(private readonly options: MemoryOptions) {
    this.after = options.after ?? timers;
  }

  readonly send: Topics['send'] = async (records) => {
    if (this.isClosed) throw new TopicsClosedError();
    const { now = Date.now } = this.options;
    const packed = records.map(pack);
    const refusals = packed.map((record) => refusalOf(record, this.logs.get(record.topic)));
    packed.forEach((record, index) => {
      if (refusals[index] === undefined) this.log(record.topic).append(record, now());
    });
    this.groups.forEach((group) => group.wake());
    const refused = refusals.find((refusal) => refusal !== undefined);
    if (refused !== undefined) throw refused;
  };

  readonly consume: Topics['consume'] = (wanted, each) => {
    const consumer = memoryConsumer(wanted, each, {
      group: held(this.groups, wanted.group, () => this.newGroup()),
      after: this.after,
      check: (topics) => topics.forEach((topic) => this.log(topic)),
      settleWithinMs: this.options.settleWithinMs ?? 2_000,
    });
    this.consumers.add(consumer);
    return consumer;
  };

  readonly create: Topics['create'] = async (topics) =>
    topics.flatMap((settings) => {
      const partitions = this.options.partitions ?? settings.partitions;
      const wanted = { ...settings, partitions };
      const log = held(this.logs, wanted.name, () => memoryLog(wanted));
      return driftOf(log.settings, wanted);
    });

  readonly ends: Topics['ends'] = async (topic) =>
    this.log(topic).partitions.map(({ length }) => BigInt(length));

  readonly browse: Topics['browse'] = async (topic, max) =>
    this.log(topic)
      .partitions.flat()
      .toSorted((one, other) => one.timestampMs - other.timestampMs)
      .slice(0, max);

  readonly close: Topics['close'] = async () => {
    this.isClosed = true;
    await Promise.all([...this.consumers].map(async ({ stop }) => stop()));
  };

  private log(topic: string): MemoryLog {
    const known = this.logs.get(topic);
    if (known === undefined) throw new UnknownTopicError(topic);
    return known;
  }

  private newGroup(): MemoryGroup {
    return new MemoryGroup({ log: (topic) => this.logs.get(topic), after: this.after });
  }
}

/**
 * The message bus within one process: everything of the contract, and nothing outlives it.
 * It has the real one's surprises: a rest comes again after a growing pause, a rebalance takes a
 * partition away from a batch that is too long in work (its commit is refused and it comes twice),
 * and records of one turn of the event loop arrive together.
 */
export const memoryTopics = (options: MemoryOptions = {}): Topics => new MemoryTopics(options);
