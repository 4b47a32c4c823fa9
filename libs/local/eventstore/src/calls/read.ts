import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { eventAnswer } from '../log/record';
import { caughtUp, checkpointAt, confirmation, streamNotFound } from './answers';
import { Output, type ReadStream } from './output';
import { type Plan, planOf } from './plan';
import { Refusal, asRefusal, badRequest } from './refusal';
import { streamName } from './requests';
import { type Service, clientOf, perform, strikes } from './service';

const scanBytes = 64 << 10;
const turnEvents = 256;
const behindEvents = 32;

/** One loop for reads and subscriptions: they differ only at the end of the log. */
class Walk {
  private readonly output: Output;
  /** Whether CaughtUp is owed when the end is reached. */
  private behind: boolean;
  private considered = 0;
  private checkpoint = -1;

  constructor(
    private readonly service: Service,
    private readonly plan: Plan,
    call: ReadStream,
  ) {
    this.output = new Output(call);
    this.behind = plan.live;
  }

  async run(): Promise<void> {
    const { service, plan, output } = this;
    if (!plan.live) return this.walk();
    const unwatch = service.store.watch(() => output.signal());
    try {
      await output.send(confirmation(randomUUID()));
      await this.walk();
    } finally {
      unwatch();
    }
  }

  private async walk(): Promise<void> {
    const { plan, output, service } = this;
    const { catalog } = service.store;
    const read = service.store.reader(scanBytes);
    let left = plan.count;
    for (let index = plan.start, turn = 1; left > 0; index += plan.step, turn += 1) {
      if (plan.live && index >= plan.end() && !(await this.hasMore(index))) return;
      if (index < plan.low || index >= plan.end() || output.isClosed) return;
      if (plan.live && plan.end() - index > behindEvents) this.behind = true;
      const place = plan.placeOf(index);
      const position = catalog.positionOf(place);
      if (plan.matches(place)) {
        if (this.isCutShort()) return;
        const full = output.send(eventAnswer(read(position, catalog.lengthOf(place)), position));
        if (full) await full;
        left -= 1;
      }
      this.considered += 1;
      if (this.considered >= plan.checkpointEvery) await this.tellProgress(position);
      if (turn % turnEvents === 0) await nextTurn();
    }
  }

  /** Waits at the end of the log; false when the subscription is over. */
  private async hasMore(index: number): Promise<boolean> {
    const { plan, output } = this;
    while (index >= plan.end() && !output.isClosed) {
      if (this.behind) await this.tellCaughtUp(index);
      else {
        await output.signalled();
        if (index >= plan.end() && this.isCutShort()) return false;
      }
    }
    const lag = this.behind ? undefined : this.fault('lag');
    if (lag) await wait(lag.ms ?? 0);
    this.behind ||= lag !== undefined;
    return !output.isClosed;
  }

  private async tellCaughtUp(index: number): Promise<void> {
    this.behind = false;
    const { catalog } = this.service.store;
    if (index > 0) await this.tellProgress(catalog.positionOf(this.plan.placeOf(index - 1)));
    await this.output.send(caughtUp);
  }

  /** A checkpoint stands behind the events it covers, and never goes back. */
  private async tellProgress(position: number): Promise<void> {
    this.considered = 0;
    if (this.plan.checkpointEvery === Infinity || position <= this.checkpoint) return;
    this.checkpoint = position;
    await this.output.send(checkpointAt(position));
  }

  private isCutShort(): boolean {
    const end = this.plan.live ? this.fault('endSubscription') : undefined;
    if (end?.code !== undefined) throw new Refusal(end.code, 'a switched end', end.metadata);
    return end !== undefined;
  }

  private fault(kind: string) {
    return this.service.faults.take([kind], { method: 'subscribe', stream: this.plan.stream });
  }
}

/** Answers one read or subscription. */
export const serveRead = async (service: Service, call: ReadStream): Promise<void> => {
  const fail = (error: unknown): void => {
    const refusal = asRefusal(error);
    service.log({ refused: 'read', why: refusal.details, client: clientOf(call.metadata) });
    call.emit('error', refusal);
  };
  try {
    const options = call.request.getOptions();
    if (!options) throw badRequest('The options are missing.');
    const from = options.getStream();
    const stream = from ? streamName(from.getStreamIdentifier()) : '$all';
    await perform(service, strikes.read, {
      about: { method: options.hasSubscription() ? 'subscribe' : 'read', stream },
      peer: call.getPeer(),
      act: async () => {
        const plan = planOf(stream, options, service.store);
        if (plan) await new Walk(service, plan, call).run();
        else call.write(streamNotFound(stream));
      },
      answer: () => call.end(),
      fail,
    });
  } catch (error) {
    fail(error);
  }
};
