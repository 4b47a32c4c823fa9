import { type Topic, reader } from '@vestibule/contracts';
import type { Consumer, IncomingBatch, IncomingRecord, Topics } from '@vestibule/topics';
import type { LetterOf } from './letter';
import type { Batch, Spoken } from './lanes';
import type { Letters } from './letters';
import type { Metrics } from './metrics';
import type { Heard } from './service';

/** Takes a batch of understood messages; gives how many from the front are settled. */
export type Hear = (batch: Batch) => Promise<number>;

export type ConsumeNeeds = {
  readonly group: string;
  readonly topics: Topics;
  readonly letters: Letters;
  readonly metrics: Metrics;
  /** Who handles a topic; a topic that nobody handles is not subscribed to. */
  readonly handlers: ReadonlyMap<Topic, Hear>;
  readonly alert: (what: string, about: Readonly<Record<string, unknown>>) => void;
};

type Read = ReturnType<typeof reader>;
type Sorted = {
  readonly batch: Batch;
  readonly unreadable: readonly LetterOf<IncomingRecord>[];
  /** For each record of the partition: its place among the messages, or -1. */
  readonly places: readonly number[];
};

const sorted = ({ topic, partition, records }: IncomingBatch, read: Read): Sorted => {
  const messages: Heard<Spoken>[] = [];
  const understood: IncomingRecord[] = [];
  const unreadable: LetterOf<IncomingRecord>[] = [];
  const places = records.map((record) => {
    const heard = read(record);
    if ('reason' in heard) {
      unreadable.push({ item: record, reason: heard.reason, detail: heard.detail });
      return -1;
    }
    understood.push(record);
    return messages.push(heard) - 1;
  });
  return { batch: { topic, partition, messages, records: understood }, unreadable, places };
};

/**
 * Reads the topics of one group: bytes become messages, what cannot be understood becomes a dead
 * letter, and exactly the settled front of each partition is committed. A handler that rejects, or
 * settles less than all, pauses that partition alone (`libs/topics`).
 */
export const consume = (needs: ConsumeNeeds): Consumer => {
  const { group, topics, letters, metrics, handlers, alert } = needs;
  const byName = new Map(
    [...handlers].map(([topic, hear]) => [topic.name, { hear, read: reader(topic) }]),
  );

  const each = async (incoming: IncomingBatch): Promise<number> => {
    const known = byName.get(incoming.topic);
    if (!known) return 0;
    const { batch, unreadable, places } = sorted(incoming, known.read);
    const [settled] = await Promise.all([
      batch.messages.length > 0 ? known.hear(batch) : 0,
      letters(unreadable),
    ]);
    const first = places.findIndex((place) => place >= settled);
    if (first === -1) return places.length;
    metrics.count('pauses');
    return first;
  };

  return topics.consume({ group, topics: [...byName.keys()], alert }, each);
};
