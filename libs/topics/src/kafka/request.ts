import { batchBytesMax, batchOverheadBytes, type PackedRecord } from '../bytes';

/** A record on its way: where it goes, and whom to tell. */
export type Entry = {
  readonly record: PackedRecord;
  readonly settle: (refusal?: Error) => void;
};

export type PlacedEntry = Entry & { readonly partition: number };

type Message = Pick<PackedRecord, 'key' | 'value' | 'headers' | 'bytes'> & {
  readonly partition: number;
};

/** Above this many records the client's grouping costs more than a further request. */
const requestRecordsMax = 1_000;
const requestBytesMax = 8 * 1024 * 1024;

/**
 * The entries from the front that fit into one request, in order. The client makes one record
 * batch for each partition and request, so the first that would overfill a batch ends it: taking
 * later ones before it would break the order. At least one is taken.
 */
export const cutRequest = (entries: readonly PlacedEntry[], from: number): number => {
  const batches = new Map<string, number>();
  let total = 0;
  let to = from;
  for (; to < entries.length && to - from < requestRecordsMax; to += 1) {
    const entry = entries[to];
    if (entry === undefined) break;
    const { topic, bytes } = entry.record;
    const spot = `${topic}/${entry.partition}`;
    const batch = (batches.get(spot) ?? batchOverheadBytes) + bytes;
    total += bytes;
    if (to > from && (batch > batchBytesMax || total > requestBytesMax)) break;
    batches.set(spot, batch);
  }
  return to;
};

/** The entries as the client takes them: messages by topic, each with its partition. */
export const topicMessages = (entries: readonly PlacedEntry[]) => {
  const topics = new Map<string, Message[]>();
  for (const { record, partition } of entries) {
    const { topic, key, value, headers, bytes } = record;
    const messages = topics.get(topic) ?? [];
    messages.push({ key, value, headers, bytes, partition });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
};
