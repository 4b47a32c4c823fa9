import { type Pauses, redeliveryPauses, settledCount } from '../back-off';
import type { ConsumeOptions, IncomingBatch } from '../topics';
import { within } from '../within';
import type { Alert, EachBatchPayload } from './client';
import { incoming } from './incoming';

/** The client's consumer, as far as the work on its partitions needs it. */
export type Flow = {
  readonly pause: (topic: string, partition: number) => void;
  readonly resume: (topic: string, partition: number) => void;
  /** Counts the assignments: what was begun under an earlier one is abandoned. */
  readonly assignment: () => number;
  readonly alert: Alert;
};

/** How work on a partition ends: its rest is held back for a while, or the next may come. */
type Ended = 'held' | 'free';

const defaultBatchMax = 1_000;
/**
 * The client fetches from a broker only when all that came with the last fetch is worked off.
 * After this long a partition's work goes on by itself, its partition paused, and the others flow.
 */
const patienceMs = 1_000;

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }) =>
  `${topic}/${partition}`;

/** The work on the partitions of one consumer: slices, commits, pauses. */
export class Spots {
  private readonly busy = new Map<string, Promise<Ended>>();
  private readonly pauses = new Map<string, Pauses>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopping = false;

  constructor(
    private readonly options: ConsumeOptions,
    private readonly each: (batch: IncomingBatch) => Promise<number>,
    private readonly flow: Flow,
  ) {}

  /**
   * Takes what one fetch brought for a partition. Never throws (a sixth error in its life ends the
   * client) and never takes long: between batches the client tells the group that it lives.
   */
  async take(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    // Unsettled it would be fetched again and again until the client has stopped.
    if (this.isStopping) return this.flow.pause(topic, partition);
    const name = nameOf(payload.batch);
    // Work of an earlier assignment may still be on: then this batch is left for another fetch.
    const ended = this.busy.get(name) ?? this.begin(name, payload);
    if ((await within(ended, patienceMs, 'late')) !== 'late') return;
    this.flow.pause(topic, partition);
    const resume = async () => {
      if ((await ended) === 'free') this.flow.resume(topic, partition);
    };
    void resume();
  }

  /** No new slice is begun; resolves when those in work are settled. */
  async settle(): Promise<void> {
    this.isStopping = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    await Promise.all(this.busy.values());
  }

  private async begin(name: string, payload: EachBatchPayload): Promise<Ended> {
    const ended = this.settleSlices(payload).finally(() => this.busy.delete(name));
    this.busy.set(name, ended);
    return ended;
  }

  private async settleSlices(payload: EachBatchPayload): Promise<Ended> {
    const { topic, partition, messages } = payload.batch;
    const { batchMax = defaultBatchMax } = this.options;
    const begun = this.flow.assignment();
    for (let from = 0; from < messages.length && !this.isStopping; from += batchMax) {
      const slice = messages.slice(from, from + batchMax);
      const records = incoming(topic, partition, slice);
      const settled = await this.ask({ topic, partition, records });
      if (this.flow.assignment() !== begun) return 'free'; // perhaps another's now: read again
      await this.commit(payload, slice[settled - 1]?.offset);
      if (settled < slice.length) return this.holdBack(payload);
      this.pauses.delete(nameOf(payload.batch));
    }
    return 'free';
  }

  private async ask(batch: IncomingBatch): Promise<number> {
    try {
      return settledCount(await this.each(batch), batch.records.length);
    } catch (error) {
      const { topic, partition } = batch;
      this.flow.alert('a batch failed', { topic, partition, error });
      return 0;
    }
  }

  /** Within the client's batch: committing later, or without the offsets, commits nothing. */
  private async commit(payload: EachBatchPayload, last: string | undefined): Promise<void> {
    if (last === undefined) return;
    const { resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets } = payload;
    try {
      resolveOffset(last);
      await commitOffsetsIfNecessary(uncommittedOffsets());
    } catch {
      // The next commit carries these offsets too; if the partition was lost they are read again.
    }
  }

  private holdBack({ batch }: EachBatchPayload): Ended {
    const { topic, partition } = batch;
    const name = nameOf(batch);
    const pause = this.pauses.get(name) ?? redeliveryPauses();
    this.pauses.set(name, pause);
    this.flow.pause(topic, partition);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.flow.resume(topic, partition);
    }, pause.next());
    this.timers.add(timer);
    return 'held';
  }
}
