import { Log, type LogOptions, type Reader } from '../log/log';
import { type Proposal, idBytes, idOf, readRecord } from '../log/record';
import { Catalog, type Stream } from './catalog';
import { Intake } from './intake';
import type { Expected } from './verdict';
import { type Accepted, type Pending, Writer } from './writer';

/** `position` is that of the last event; absent where the append had none. */
export type Outcome =
  | { readonly type: 'written'; readonly revision: number; readonly position?: number | undefined }
  | { readonly type: 'conflict'; readonly revision: number }
  | { readonly type: 'tombstoned' }
  | { readonly type: 'failed'; readonly reason: Error };

export type StoreOptions = LogOptions & {
  /** A sync failed: end the process. */
  readonly fatal: (error: unknown) => void;
  /** Told once for each key of metadata that is stored without having an effect. */
  readonly ineffective: (key: string) => void;
};

const lookBytes = 4 << 10;

/** The engine: judges appends, commits them in groups, and shows what is durable. */
export class Store {
  readonly catalog = new Catalog();
  private readonly watchers = new Set<() => void>();
  private readonly log: Log;
  private readonly intake: Intake;
  private readonly writer: Writer;
  private closing: Error | undefined;

  constructor({ fatal, ineffective, ...options }: StoreOptions) {
    this.intake = new Intake(this.catalog, {
      idOf: (place) => idOf(look(this.catalog.positionOf(place), idBytes)),
      inFlight: (stream) => this.writer.inFlight(stream),
      ineffective,
    });
    this.log = new Log(options, (record, position) => this.recover(record, position));
    const look = this.log.reader(lookBytes);
    this.writer = new Writer(this.log, {
      durable: (events) => this.show(events),
      lost: (events) => this.intake.takeBack(events),
      done: () => this.wake(),
      fatal,
    });
  }

  get waitingBytes(): number {
    return this.writer.waitingBytes;
  }

  get commits(): number {
    return this.writer.commits;
  }

  reader(blockBytes: number): Reader {
    return this.log.reader(blockBytes);
  }

  /** Calls `watcher` after each commit, also a refused one; the answer stops it. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }

  wake(): void {
    this.watchers.forEach((watcher) => watcher());
  }

  /** Whether a stream was ended for ever; its metadata stream ends with it. */
  isTombstoned(stream: Stream): boolean {
    const original = this.intake.originalOf(stream);
    return stream.durable.tombstoned || (original?.durable.tombstoned ?? false);
  }

  /** Appends all of `proposals` or nothing; resolves when that is durable. */
  async append(name: string, expected: Expected, proposals: readonly Proposal[]): Promise<Outcome> {
    const reason = this.closing ?? this.writer.refusal;
    if (reason) return { type: 'failed', reason };
    const stream = this.catalog.stream(name);
    const ids = proposals.map(({ id }) => id);
    const verdict = this.intake.judge(stream, expected, ids);
    switch (verdict.type) {
      case 'repeat':
        return this.repeat(stream, verdict.revision);
      case 'write':
        if (ids.length === 0) return this.whenSettled({ type: 'written', revision: stream.head });
        return this.write(stream, this.intake.accept(stream, proposals), ids.length - 1);
      case 'conflict':
      case 'tombstoned':
        return this.refuse(stream, verdict.type);
    }
  }

  /** `delete` hides the stream until it is written again; `tombstone` ends it for ever. */
  async remove(name: string, expected: Expected, how: 'delete' | 'tombstone'): Promise<Outcome> {
    const reason = this.closing ?? this.writer.refusal;
    if (reason) return { type: 'failed', reason };
    const { intake } = this;
    const stream = this.catalog.stream(name);
    const verdict = intake.judge(stream, expected, ['']); // no event has this id
    if (verdict.type === 'tombstoned') return this.refuse(stream, 'tombstoned');
    const isMissing = how === 'delete' && !intake.exists(stream);
    if (verdict.type !== 'write' || isMissing) return this.refuse(stream, 'conflict');
    const remove = how === 'delete' ? intake.acceptDelete(stream) : intake.acceptTombstone(stream);
    return this.write(stream, [remove], 0);
  }

  /** Refuses further appends, and waits for those in flight. */
  async flush(): Promise<void> {
    this.closing = new Error('the store is closing');
    await this.writer.settled();
  }

  async close(): Promise<void> {
    await this.flush();
    this.log.close();
  }

  private recover(record: Buffer, position: number): void {
    const event = readRecord(record);
    const stream = this.catalog.stream(event.stream);
    this.catalog.add({ ...event, stream, position, length: record.length });
    stream.head = stream.events.length - 1;
    const effect = this.intake.effectOf(stream, event);
    if (effect) effect.on.handed = effect.on.durable = effect.bounds;
  }

  private show(events: readonly Pending[]): void {
    for (const { stream, proposal, revision, effect, position, length } of events) {
      this.catalog.add({ stream, type: proposal.type, revision, position, length });
      if (effect) effect.on.durable = effect.bounds;
    }
  }

  private async write(
    { head: revision }: Stream,
    accepted: readonly Accepted[],
    last: number,
  ): Promise<Outcome> {
    const positions = this.writer.add(accepted);
    return this.whenSettled({ type: 'written', revision, position: positions[last] });
  }

  private async repeat(stream: Stream, revision: number): Promise<Outcome> {
    const place = stream.events[revision];
    if (place !== undefined)
      return { type: 'written', revision, position: this.catalog.positionOf(place) };
    const flying = this.writer.inFlight(stream).find((event) => event.revision === revision);
    return this.whenSettled({ type: 'written', revision, position: flying?.position });
  }

  /** A refusal that was judged by events in flight is not told before they are durable. */
  private async refuse(stream: Stream, type: 'conflict' | 'tombstoned'): Promise<Outcome> {
    const { head, events, handed, durable } = stream;
    const outcome: Outcome = type === 'conflict' ? { type, revision: head } : { type };
    return head < events.length && handed === durable ? outcome : this.whenSettled(outcome);
  }

  private async whenSettled(outcome: Outcome): Promise<Outcome> {
    const reason = await this.writer.settled();
    return reason ? { type: 'failed', reason } : outcome;
  }
}
