import { growingPauses } from '../back-off';
import { pack } from '../bytes';
import { TopicsClosedError } from '../errors';
import { type OutgoingRecord, RecordTooLargeError } from '../topics';
import { moment, within } from '../within';
import {
  type Alert,
  type KafkaOptions,
  kafkaClient,
  plainProducer,
  type Producer,
  rootOf,
} from './client';
import { gatherer } from './gather';
import { Places } from './places';
import { cutRequest, type Entry, type PlacedEntry, topicMessages } from './request';

type Verdict = 'acknowledged' | 'too large' | 'unknown topic';

const acknowledgeWithinMs = 10_000;
/** Between two attempts for a topic that one broker knows and another does not yet. */
const learningMs = 100;

/** Sends in order, one request in flight, each repeated until it is acknowledged. */
export class KafkaSender {
  private readonly gathered = gatherer(async (entries) => this.deliver(entries));
  private readonly places: Places;
  /** The attempt under way can be given up by it: one for each, as waiting ones would pile up. */
  private over = moment();
  private producer: Promise<Producer> | undefined;
  private isClosed = false;
  private isEnded = false;

  constructor(
    private readonly options: KafkaOptions,
    private readonly alert: Alert,
  ) {
    this.places = new Places(options);
  }

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.isClosed) throw new TopicsClosedError();
    await this.gathered.send(records.map(pack));
  }

  /** Waits a while for what is under way; what is left rejects with `TopicsClosedError`. */
  async close(): Promise<void> {
    this.isClosed = true;
    await within(this.gathered.drained(), this.options.settleWithinMs ?? 2_000, undefined);
    this.isEnded = true;
    this.over.happen();
    await this.gathered.drained();
    await this.dropProducer();
  }

  private async deliver(taken: readonly Entry[]): Promise<void> {
    const entries = await this.place(taken);
    for (let from = 0; from < entries.length;) {
      const to = cutRequest(entries, from);
      await this.deliverRequest(entries.slice(from, to));
      from = to;
    }
  }

  private async place(entries: readonly Entry[]): Promise<readonly PlacedEntry[]> {
    await this.untilDone(async () => this.places.learn(entries));
    return this.places.place(entries);
  }

  private async deliverRequest(entries: readonly PlacedEntry[]): Promise<void> {
    const verdict = await this.untilDone(async () => this.attempt(entries));
    switch (verdict) {
      case 'acknowledged':
        return entries.forEach(({ settle }) => settle());
      case 'too large':
        return this.divide(entries);
      case 'unknown topic':
        return this.placeAgain(entries);
      case undefined:
        return entries.forEach(({ settle }) => settle(new TopicsClosedError()));
    }
  }

  /** Repeats what needs the broker until it is done; `undefined` once the sender has ended. */
  private async untilDone<Done>(act: () => Promise<Done>): Promise<Done | undefined> {
    const pauses = growingPauses(100, 2_000);
    while (!this.isEnded) {
      this.over = moment();
      try {
        const done = await Promise.race([act(), this.over.happened]);
        return done ?? undefined;
      } catch (error) {
        // Nobody knows what the connections are worth now: the next attempt has new ones.
        void this.dropProducer();
        this.alert('records could not be sent yet', { error: rootOf(error).message });
        await within(this.over.happened, pauses.next(), undefined);
      }
    }
    return undefined;
  }

  private async attempt(entries: readonly PlacedEntry[]): Promise<Verdict> {
    try {
      const { sendBatch } = await (this.producer ??= this.connect());
      const timeout = acknowledgeWithinMs;
      await sendBatch({ acks: -1, timeout, topicMessages: topicMessages(entries) });
      return 'acknowledged';
    } catch (error) {
      const { type } = rootOf(error);
      if (type === 'MESSAGE_TOO_LARGE') return 'too large';
      if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return 'unknown topic';
      throw error;
    }
  }

  /** A broker may take less than we thought: halves are tried, down to the record it refuses. */
  private async divide(entries: readonly PlacedEntry[]): Promise<void> {
    const [only] = entries;
    if (only !== undefined && entries.length === 1) {
      const { topic, bytes } = only.record;
      only.settle(new RecordTooLargeError(topic, bytes, bytes - 1));
      return;
    }
    const half = Math.ceil(entries.length / 2);
    await this.deliverRequest(entries.slice(0, half));
    await this.deliverRequest(entries.slice(half));
  }

  /** A topic went away: a client that has seen it would now fail for the others too. */
  private async placeAgain(entries: readonly PlacedEntry[]): Promise<void> {
    await this.dropProducer();
    await within(this.over.happened, learningMs, undefined);
    this.places.forget(entries);
    const left = await this.place(entries);
    if (left.length > 0) await this.deliverRequest(left);
  }

  private async connect(): Promise<Producer> {
    const producer = plainProducer(kafkaClient(this.options, this.alert));
    await producer.connect();
    return producer;
  }

  private async dropProducer(): Promise<void> {
    const dropped = this.producer;
    this.producer = undefined;
    try {
      await (await dropped)?.disconnect();
    } catch {
      // it never connected, or is gone already
    }
  }
}
