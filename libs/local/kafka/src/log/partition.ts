import { constants, mkdirSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { errors } from '../errors';
import { baseOf, endOf, lastTimeOf, place, refusalOf, stampAppendTime, stampOf } from './batch';
import { savedStart, saveStart, syncDirectory } from './file';
import { recover } from './recover';
import { bytesOf, expired, isFull, isOld } from './retention';
import type { LogTools, PartitionRules } from './rules';
import {
  type Segment,
  lastWhere,
  newSegment,
  note,
  positionBefore,
  readSegment,
  removeSegment,
} from './segment';
import { Sequences } from './sequences';
import { type Tail, readTail, tailFrom } from './tail';

export type Appended = { readonly error: number; readonly base: number; readonly timeMs: number };

const refused = (error: number): Appended => ({ error, base: -1, timeMs: -1 });
const dayMs = 86_400_000;
const appendFlags = constants.O_RDWR | constants.O_CREAT;

/** One log: batches in order, in segment files; offsets are given here. */
export class Partition {
  /** Calls of waiting fetches, to be made when more can be read or the log is gone. */
  readonly waiting = new Set<() => void>();
  readonly truncatedBytes: number;
  /** Its number within the topic: the name of its directory. */
  readonly index: number;
  private readonly sequences = new Sequences();
  private readonly tail: Tail = { batches: [], head: 0 };
  private readonly segments: Segment[];
  private next: number;
  private first: number;
  private shown: number;

  constructor(
    private readonly directory: string,
    private readonly rules: PartitionRules,
    private readonly tools: LogTools,
  ) {
    this.index = Number(basename(directory));
    mkdirSync(directory, { recursive: true });
    const now = tools.clock.now();
    const onBatch = (header: Buffer) => this.remember(header, now);
    const found = recover(directory, { truncateAt: tools.truncateAt, onBatch });
    this.segments = found.segments;
    this.truncatedBytes = found.truncatedBytes;
    this.next = found.next;
    this.shown = found.next;
    this.first = Math.min(Math.max(savedStart(directory), this.segments[0]?.base ?? 0), this.next);
  }

  /** The first offset that can be read. */
  get start(): number {
    return this.first;
  }

  /** The offset behind the last durable record: the high watermark. */
  get end(): number {
    return this.shown;
  }

  get bytes(): number {
    return bytesOf(this.segments);
  }

  /** Stores one batch, or nothing. The caller answers once the disk is as durable as promised. */
  append(batch: Buffer): Appended {
    const now = this.tools.clock.now();
    const refusal = refusalOf(batch, this.rules, now);
    if (refusal !== errors.NONE) return refused(refusal);
    const verdict = this.sequences.judge(stampOf(batch));
    if (verdict.type === 'refuse') return refused(verdict.error);
    if (verdict.type === 'repeat') return { ...verdict, error: errors.NONE };

    place(batch, this.next);
    if (this.rules.appendTime) stampAppendTime(batch, now);
    if (!this.write(batch, now)) return refused(errors.STORAGE);
    this.remember(batch, now);
    this.tools.tails.add(this.tail, batch);
    const base = this.next;
    this.next = endOf(batch);
    this.tools.disk.onceDurable(() => this.show(endOf(batch)));
    return { error: errors.NONE, base, timeMs: this.rules.appendTime ? now : -1 };
  }

  /** About how many bytes a read from `offset` could give, counted up to `enough`. */
  bytesFrom(offset: number, enough: number): number {
    if (offset >= this.shown) return 0;
    const inTail = tailFrom(this.tail, offset);
    if (inTail === undefined) {
      const segment = this.holderOf(offset);
      return segment ? Math.max(1, segment.size - positionBefore(segment, offset)) : 0;
    }
    let bytes = 0;
    for (let i = inTail; i < this.tail.batches.length && bytes < enough; i += 1)
      bytes += this.tail.batches[i]?.length ?? 0;
    return bytes;
  }

  /** Whole batches from the one that holds `offset`; at least one, even above `bytesMax`. */
  read(offset: number, bytesMax: number): readonly Buffer[] {
    if (offset >= this.shown) return [];
    const inTail = tailFrom(this.tail, offset);
    if (inTail !== undefined) return readTail(this.tail, inTail, { end: this.shown, bytesMax });
    const segment = this.holderOf(offset);
    return segment ? [readSegment(segment, { offset, end: this.shown, bytesMax })] : [];
  }

  /** The segment that holds an offset. */
  holderOf(offset: number): Segment | undefined {
    return lastWhere(this.segments, ({ base }) => base <= offset);
  }

  /** The first segment with a record at or after a time. */
  firstSince(timeMs: number): Segment | undefined {
    return this.segments.find(({ lastTimeMs }) => lastTimeMs >= timeMs);
  }

  /** Moves the start, at most to the end; whole segments below it are removed. */
  deleteBefore(offset: number): void {
    this.first = Math.max(this.first, Math.min(offset, this.shown));
    saveStart(this.directory, this.first, this.tools.disk.synced);
    while ((this.segments[1]?.base ?? Infinity) <= this.first) this.dropOldest();
  }

  /** Removes what is older or more than the topic keeps, and forgets producers silent for a day. */
  retain(): void {
    const now = this.tools.clock.now();
    this.sequences.forget(now - dayMs);
    const newest = this.segments.at(-1);
    if (newest && newest.size > 0 && isOld(newest, this.rules, now)) this.roll(now);
    for (let rest = expired(this.segments, this.rules, now); rest > 0; rest -= 1) this.dropOldest();
  }

  close(): void {
    this.tools.tails.drop(this.tail);
    const newest = this.segments.at(-1);
    if (newest?.fd !== undefined) this.tools.disk.release(newest.fd);
    if (newest) newest.fd = undefined;
    this.waiting.forEach((wake) => wake());
  }

  private show(end: number): void {
    this.shown = end;
    this.waiting.forEach((wake) => wake());
  }

  private remember(batch: Buffer, nowMs: number): void {
    const timeMs = this.rules.appendTime ? lastTimeOf(batch) : -1;
    this.sequences.note(stampOf(batch), { base: baseOf(batch), timeMs }, nowMs);
  }

  /** False: no space, and nothing happened. */
  private write(batch: Buffer, nowMs: number): boolean {
    try {
      const segment = this.segmentFor(batch, nowMs);
      if (!this.tools.disk.write(segment.fd as number, [batch], segment.size)) return false;
      note(segment, batch);
      return true;
    } catch {
      return false; // not even a name for a new segment
    }
  }

  /** The segment to write to; a full or old one is followed by a new one. */
  private segmentFor(batch: Buffer, nowMs: number): Segment {
    const newest = this.segments.at(-1);
    if (!newest || isFull(newest, this.rules, { batch, nowMs })) return this.roll(nowMs);
    newest.fd ??= openSync(newest.path, appendFlags);
    return newest;
  }

  private roll(nowMs: number): Segment {
    const before = this.segments.at(-1);
    if (before?.fd !== undefined) this.tools.disk.release(before.fd);
    if (before) before.fd = undefined;
    const segment = newSegment(this.directory, this.next, nowMs);
    segment.fd = openSync(segment.path, appendFlags);
    // The name must last before what is written under it.
    if (this.tools.disk.synced) syncDirectory(this.directory);
    this.segments.push(segment);
    return segment;
  }

  private dropOldest(): void {
    const oldest = this.segments.shift();
    if (oldest) removeSegment(oldest);
    this.first = Math.max(this.first, this.segments[0]?.base ?? 0);
  }
}
