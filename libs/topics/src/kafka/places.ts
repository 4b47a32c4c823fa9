import { batchBytesMax, batchOverheadBytes } from '../bytes';
import { TopicsClosedError, UnknownTopicError } from '../errors';
import { partitionOf } from '../partition';
import { RecordTooLargeError } from '../topics';
import { endsOf } from './administer';
import type { KafkaOptions } from './client';
import type { Entry, PlacedEntry } from './request';

const recordBytesMax = batchBytesMax - batchOverheadBytes;

/** Knows the partitions of topics, and so where each record goes. */
export class Places {
  private readonly counts = new Map<string, number>();
  private readonly unknown = new Map<string, UnknownTopicError>();
  private rotation = 0;

  constructor(private readonly options: KafkaOptions) {}

  /** Asks for topics not met before. Rejects while no broker answers. */
  async learn(entries: readonly Entry[]): Promise<void> {
    this.unknown.clear();
    for (const { record } of entries) {
      const { topic } = record;
      if (!this.counts.has(topic) && !this.unknown.has(topic)) await this.look(topic);
    }
  }

  forget(entries: readonly Entry[]): void {
    entries.forEach(({ record }) => this.counts.delete(record.topic));
  }

  /** Refuses what can never be sent, and says where the others go. */
  place(entries: readonly Entry[]): readonly PlacedEntry[] {
    return entries.flatMap((entry) => {
      const refusal = this.refusalOf(entry);
      if (refusal === undefined) return [{ ...entry, partition: this.partitionFor(entry) }];
      entry.settle(refusal);
      return [];
    });
  }

  private async look(topic: string): Promise<void> {
    try {
      const ends = await endsOf(this.options, topic);
      this.counts.set(topic, ends.length);
    } catch (error) {
      if (!(error instanceof UnknownTopicError)) throw error;
      this.unknown.set(topic, error);
    }
  }

  private refusalOf({ record: { topic, bytes } }: Entry): Error | undefined {
    if (!this.counts.has(topic)) return this.unknown.get(topic) ?? new TopicsClosedError();
    if (bytes > recordBytesMax) return new RecordTooLargeError(topic, bytes, recordBytesMax);
    return undefined;
  }

  private partitionFor({ record: { topic, key } }: Entry): number {
    const count = this.counts.get(topic) ?? 1;
    if (key !== null) return partitionOf(key, count);
    this.rotation = (this.rotation + 1) % count;
    return this.rotation;
  }
}
