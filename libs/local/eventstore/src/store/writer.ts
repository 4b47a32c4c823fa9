import { setImmediate as nextTurn } from 'node:timers/promises';
import { headerBytes, prefixBytes, sealFrame } from '../log/frames';
import { type Log, WriteRefusedError } from '../log/log';
import {
  type Proposal,
  createdField,
  kindFields,
  recordBound,
  streamField,
  writeRecord,
} from '../log/record';
import type { Bounds } from './bounds';
import type { Stream } from './catalog';

/** One event of an append that was accepted. */
export type Accepted = {
  readonly stream: Stream;
  readonly proposal: Proposal;
  readonly revision: number;
  /** What it changes for a stream once it is durable. */
  readonly effect: { readonly on: Stream; readonly bounds: Bounds } | undefined;
};

/** One event in a commit. */
export type Pending = Accepted & { readonly position: number; readonly length: number };

type Batch = {
  readonly base: number;
  length: number;
  readonly frames: Buffer[];
  readonly events: Pending[];
  readonly waiting: ((failure: Error | undefined) => void)[];
};

export type Outlets = {
  /** After a sync: these events are durable now, in this order. */
  readonly durable: (events: readonly Pending[]) => void;
  /** After a refused write: these events have certainly not happened. */
  readonly lost: (events: readonly Pending[]) => void;
  /** After each commit, when everybody who waited for it was answered. */
  readonly done: () => void;
  /** After a failed sync nothing is certain: the process must end, and answer nothing more. */
  readonly fatal: (error: unknown) => void;
};

const kindsMax = 1_000;
const retryAfterMs = 1_000;

const batchAt = (base: number): Batch => ({ base, length: 0, frames: [], events: [], waiting: [] });

/**
 * The group commit: appends collect while those before them are being written and synced.
 * One write and one sync per commit, however many appends are in it.
 */
export class Writer {
  commits = 0;
  private filling: Batch;
  private writing: Batch;
  private running = false;
  private refused: { readonly error: Error; readonly untilMs: number } | undefined;
  private readonly kinds = new Map<string, Buffer>();
  private created = { atMs: 0, bytes: createdField(0) };

  constructor(
    private readonly log: Log,
    private readonly outlets: Outlets,
  ) {
    this.filling = batchAt(log.end);
    this.writing = batchAt(log.end);
  }

  get waitingBytes(): number {
    return this.filling.length + this.writing.length;
  }

  /** Why writes are refused at the moment; a new attempt is allowed every second. */
  get refusal(): Error | undefined {
    return this.refused && Date.now() < this.refused.untilMs ? this.refused.error : undefined;
  }

  /** Puts one append into the next commit, as one frame; returns the position of each event. */
  add(accepted: readonly Accepted[]): readonly number[] {
    const { filling } = this;
    const created = this.createdNow();
    const bound = accepted.reduce(
      (sum, { stream, proposal }) => sum + prefixBytes + recordBound(stream.name, proposal),
      headerBytes,
    );
    const frame = Buffer.allocUnsafe(bound);
    let at = headerBytes;
    let [stream, name] = [accepted[0]?.stream, streamField(accepted[0]?.stream.name ?? '')];
    const positions = accepted.map((event) => {
      if (event.stream !== stream) [stream, name] = [event.stream, streamField(event.stream.name)];
      const { proposal, revision, effect } = event;
      const start = at + prefixBytes;
      const position = filling.base + filling.length + start;
      const around = { name, kind: this.kindOf(proposal), created, revision, position };
      const end = writeRecord({ out: frame, at: start }, proposal, around);
      frame.writeUInt32LE(end - start, at);
      const length = end - start;
      filling.events.push({ stream, proposal, revision, effect, position, length });
      at = end;
      return position;
    });
    filling.frames.push(sealFrame(frame.subarray(0, at), filling.base));
    filling.length += at;
    return positions;
  }

  /** Resolves when all that was added so far is durable, or with the reason why it is not. */
  settled(): Promise<Error | undefined> {
    return new Promise((resolve) => {
      this.filling.waiting.push(resolve);
      if (!this.running) void this.run();
    });
  }

  /** The events of a stream that are not durable yet, in order. */
  inFlight(stream: Stream): readonly Pending[] {
    const { writing, filling } = this;
    return [...writing.events, ...filling.events].filter((event) => event.stream === stream);
  }

  private async run(): Promise<void> {
    this.running = true;
    await nextTurn(); // the appends of this turn go out together
    while (this.filling.waiting.length > 0) {
      const batch = this.filling;
      this.writing = batch;
      this.filling = batchAt(batch.base + batch.length);
      const failure = batch.length > 0 ? await this.commit(batch) : undefined;
      if (failure) this.giveUp(failure);
      this.writing = batchAt(this.filling.base);
      batch.waiting.forEach((answer) => answer(failure));
      if (batch.length > 0) this.outlets.done();
    }
    this.running = false;
  }

  private async commit({ frames, events, length }: Batch): Promise<Error | undefined> {
    try {
      await this.log.commit(Buffer.concat(frames, length));
      this.refused = undefined;
      this.commits += 1;
      this.outlets.durable(events);
      return undefined;
    } catch (error) {
      if (error instanceof WriteRefusedError) return error;
      this.outlets.fatal(error);
      return new Promise(() => {}); // nobody is answered any more
    }
  }

  /** What collected behind a refused commit was judged by events that did not happen: lost too. */
  private giveUp(error: Error): void {
    const { writing, filling } = this;
    this.refused = { error, untilMs: Date.now() + retryAfterMs };
    this.outlets.lost([...writing.events, ...filling.events]);
    writing.waiting.push(...filling.waiting);
    this.filling = batchAt(writing.base);
  }

  private createdNow(): Buffer {
    const atMs = Date.now();
    if (atMs !== this.created.atMs) this.created = { atMs, bytes: createdField(atMs) };
    return this.created.bytes;
  }

  private kindOf({ type, json }: Proposal): Buffer {
    const key = `${json}${type}`;
    const known = this.kinds.get(key);
    if (known) return known;
    if (this.kinds.size >= kindsMax) this.kinds.clear();
    const made = kindFields(type, json);
    this.kinds.set(key, made);
    return made;
  }
}
