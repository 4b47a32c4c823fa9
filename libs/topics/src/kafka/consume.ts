import { setTimeout as wait } from 'node:timers/promises';
import { growingPauses } from '../back-off';
import { UnknownTopicError } from '../errors';
import type { ConsumeOptions, Consumer, IncomingBatch } from '../topics';
import { failure, moment, within } from '../within';
import { endsOf } from './administer';
import {
  type Alert,
  type Consumer as Client,
  type KafkaOptions,
  kafkaClient,
  plainConsumer,
  rootOf,
} from './client';
import { Spots } from './spots';

const outOfRange = 'Offset out of range, resetting to default offset';
/** A broker that is away, as seen while joining; the client takes it for the end. */
const noCoordinator = 'KafkaJSGroupCoordinatorNotFound';
const leaveWithinMs = 3_000;

/** Where a client tells of its own errors; the jump of an offset is told in our words. */
const toldTo =
  (alert: Alert, from: 'beginning' | 'end'): Alert =>
  (what, about) => {
    const isJump = what === outOfRange;
    alert(isJump ? `an offset was out of range: reading on from the ${from}` : what, about);
  };

/** A member of a group, from its first attempt to join until it has left. */
export class KafkaConsumer implements Consumer {
  readonly joined: Promise<void>;
  readonly failed: Promise<never>;
  private readonly fail: (why: Error) => void;
  private readonly inGroup = moment();
  private readonly fetched = moment();
  private readonly client: Client;
  private readonly spots: Spots;
  private readonly alert: Alert;
  private readonly restarts = growingPauses(250, 5_000);
  private started: Promise<void>;
  private assignment = 0;
  private isStopping = false;
  private isGone = false;
  private left: Promise<void> | undefined;

  constructor(
    private readonly settings: KafkaOptions,
    private readonly options: ConsumeOptions,
    each: (batch: IncomingBatch) => Promise<number>,
  ) {
    const { group, from = 'beginning' } = options;
    ({ failed: this.failed, fail: this.fail } = failure());
    this.alert = options.alert ?? settings.alert ?? (() => {});
    // A restart that comes after the stop would bring a member that nobody knows.
    this.client = plainConsumer(kafkaClient(settings, toldTo(this.alert, from)), settings, {
      group,
      mayRestart: async () => !this.isStopping,
    });
    this.listen();
    this.spots = new Spots(options, each, {
      pause: (topic, partition) =>
        this.unlessAway(() => this.client.pause([{ topic, partitions: [partition] }])),
      resume: (topic, partition) =>
        this.unlessAway(() => this.client.resume([{ topic, partitions: [partition] }])),
      assignment: () => this.assignment,
      alert: this.alert,
    });
    this.started = this.start();
    // Where the end lies is known only with the first fetch.
    const first = from === 'end' ? this.fetched : this.inGroup;
    this.joined = Promise.race([first.happened, this.failed]);
    this.joined.catch(() => {});
  }

  readonly stop = async (): Promise<void> => (this.left ??= this.leave());

  private listen(): void {
    const { GROUP_JOIN, FETCH, CRASH } = this.client.events;
    this.client.on(GROUP_JOIN, () => {
      this.assignment += 1;
      this.restarts.reset();
      this.inGroup.happen();
    });
    this.client.on(FETCH, () => {
      this.fetched.happen();
      // While it joins, a client cannot be stopped: it would stay as a member that nobody knows.
      if (this.isGone) void this.atMost(leaveWithinMs, this.client.disconnect());
    });
    this.client.on(CRASH, ({ payload: { error, restart } }) => this.crashed(error, restart));
  }

  private crashed(error: Error, restarts: boolean): void {
    const { name, message } = rootOf(error);
    const isMendable = restarts || name === noCoordinator;
    if (isMendable) this.alert('the consumer starts anew', { error: message });
    else if (!this.isStopping) this.fail(error);
    if (isMendable && !restarts) this.started = this.startLater();
  }

  private async startLater(): Promise<void> {
    await wait(this.restarts.next());
    await this.start();
  }

  private async start(): Promise<void> {
    const pauses = growingPauses(100, 2_000);
    while (!this.isStopping && !(await this.isOpen())) await wait(pauses.next());
  }

  private async isOpen(): Promise<boolean> {
    try {
      await this.open();
      return true;
    } catch (error) {
      const reason = rootOf(error);
      if (reason instanceof UnknownTopicError) this.fail(reason);
      else this.alert('the consumer could not start yet', { error: reason.message });
      return reason instanceof UnknownTopicError;
    }
  }

  private async open(): Promise<void> {
    const { topics, from } = this.options;
    const ends = await Promise.all(topics.map(async (topic) => endsOf(this.settings, topic)));
    await this.client.connect();
    // With the end as default an offset that was lost would skip what is there.
    await this.client.subscribe({ topics: [...topics], fromBeginning: from !== 'end' });
    if (this.isStopping) return;
    await this.client.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: Math.max(1, ends.flat().length),
      eachBatch: async (payload) => this.spots.take(payload),
    });
  }

  private unlessAway(act: () => void): void {
    try {
      act();
    } catch {
      // The client starts anew or has ended: it has forgotten what was paused.
    }
  }

  private async leave(): Promise<void> {
    this.isStopping = true;
    const { settleWithinMs = 2_000 } = this.settings;
    await within(this.spots.settle(), settleWithinMs, undefined);
    await this.atMost(leaveWithinMs, this.started);
    this.assignment += 1; // what settles from now on must not connect again to commit
    this.isGone = true;
    await this.atMost(leaveWithinMs, this.client.disconnect());
  }

  private async atMost(ms: number, what: Promise<unknown>): Promise<void> {
    try {
      await within(Promise.race([what, this.failed]), ms, undefined);
    } catch {
      // Beyond repair, or it could not say good-bye: the group notices by the session's end.
    }
  }
}
