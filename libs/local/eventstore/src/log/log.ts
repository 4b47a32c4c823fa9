import * as fs from 'node:fs';
import { join } from 'node:path';
import { type Disk, readFully, syncDirectory } from './disk';
import { headerBytes, laterCommitBehind, payloadAt, prefixBytes, regionOf } from './frames';

export type LogOptions = {
  readonly directory: string;
  /** Whether a commit is durable before it counts as done. */
  readonly sync: boolean;
  readonly segmentBytes: number;
  /** Drops everything from this position on: the only way past damage. */
  readonly truncateAt: number | undefined;
  readonly disk: Disk;
};

/** The disk did not take a commit, and nothing of it was kept. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';
}

/** The log holds bytes that were acknowledged once and cannot be read now. */
export class DamageError extends Error {
  override readonly name = 'DamageError';

  constructor(file: string, position: number) {
    super(
      `${file} is damaged at position ${position}, and nothing was changed. ` +
        `--truncate-at=${position} drops everything from there on.`,
    );
  }
}

/** Reads a stored record; the bytes are valid until the next call. */
export type Reader = (position: number, length: number) => Buffer;

type Segment = { readonly base: number; readonly fd: number; readonly file: string };
type Visit = (record: Buffer, position: number) => void;

const { O_RDWR, O_CREAT } = fs.constants;

const openSegments = (directory: string): Segment[] =>
  fs
    .readdirSync(directory)
    .filter((name) => /^\d{16}\.log$/.test(name))
    .toSorted()
    .map((name) => ({
      base: Number(name.slice(0, 16)),
      fd: fs.openSync(join(directory, name), O_RDWR),
      file: join(directory, name),
    }));

const truncateFrom = (segments: Segment[], position: number): void => {
  for (let last = segments.at(-1); last && last.base >= position; last = segments.at(-1)) {
    fs.closeSync(last.fd);
    fs.rmSync(last.file);
    segments.pop();
  }
  const last = segments.at(-1);
  if (last) fs.ftruncateSync(last.fd, Math.min(position - last.base, fs.fstatSync(last.fd).size));
};

const visitRecords = (payload: Buffer, position: number, visit: Visit): void => {
  for (let at = 0; at < payload.length;) {
    const start = at + prefixBytes;
    const end = start + payload.readUInt32LE(at);
    visit(payload.subarray(start, end), position + start);
    at = end;
  }
};

/** Visits every record of a segment; returns how many of its bytes are good. */
const replay = (segment: Segment, last: boolean, visit: Visit): number => {
  const region = regionOf(segment.fd, fs.fstatSync(segment.fd).size, segment.base);
  let at = 0;
  for (let payload = payloadAt(region, at); payload; payload = payloadAt(region, at)) {
    visitRecords(payload, segment.base + at + headerBytes, visit);
    at += headerBytes + payload.length;
  }
  if (at < region.size && (!last || laterCommitBehind(region, at)))
    throw new DamageError(segment.file, segment.base + at);
  return at;
};

/** One append-only sequence of bytes in segment files; an address in it is a position. */
export class Log {
  private readonly segments: Segment[];
  private size = 0;

  /** Visits every record and cuts off a torn tail. */
  constructor(
    private readonly options: LogOptions,
    visit: Visit,
  ) {
    this.segments = openSegments(options.directory);
    if (options.truncateAt !== undefined) truncateFrom(this.segments, options.truncateAt);
    this.segments.forEach((segment, index) => {
      if (segment.base !== this.size) throw new DamageError(segment.file, this.size);
      this.size += replay(segment, index === this.segments.length - 1, visit);
    });
    if (this.segments.length === 0) this.create();
    const { fd, base } = this.last;
    fs.ftruncateSync(fd, this.size - base);
    if (!options.sync) return;
    fs.fsyncSync(fd); // what was found may never have been synced, and is shown as durable now
    syncDirectory(options.directory);
  }

  /** The position behind the last byte. */
  get end(): number {
    return this.size;
  }

  /**
   * Puts one group commit at the end. Rejects with WriteRefusedError if nothing of it was kept,
   * with any other error if nobody can know what is on the disk.
   */
  async commit(bytes: Buffer): Promise<void> {
    const { disk, sync, segmentBytes } = this.options;
    if (this.size - this.last.base >= segmentBytes) this.roll();
    const { fd, base } = this.last;
    const from = this.size - base;
    try {
      for (let done = 0; done < bytes.length;)
        done += await disk.write(fd, bytes.subarray(done), from + done);
    } catch (cause) {
      await disk.truncate(fd, from);
      throw new WriteRefusedError(`the disk refused a write (${String(cause)})`, { cause });
    }
    if (sync) await disk.sync(fd);
    this.size += bytes.length;
  }

  /** Reads ahead by `blockBytes`, for those who read on; never past the last commit. */
  reader(blockBytes: number): Reader {
    let block = Buffer.alloc(0);
    let start = 0;
    let filled = 0;
    return (position, length) => {
      if (position < start || position + length > start + filled) {
        const wanted = Math.max(length, blockBytes);
        if (block.length < wanted) block = Buffer.allocUnsafeSlow(wanted);
        const { fd, base } = this.segments.findLast((one) => one.base <= position)!;
        const part = block.subarray(0, Math.min(block.length, this.size - position));
        filled = readFully(fd, part, position - base);
        start = position;
      }
      return block.subarray(position - start, position - start + length);
    };
  }

  close(): void {
    this.segments.forEach(({ fd }) => fs.closeSync(fd));
  }

  private get last(): Segment {
    return this.segments.at(-1)!;
  }

  private create(): void {
    const file = join(this.options.directory, `${String(this.size).padStart(16, '0')}.log`);
    this.segments.push({ base: this.size, fd: fs.openSync(file, O_RDWR | O_CREAT), file });
  }

  private roll(): void {
    try {
      this.create();
    } catch (cause) {
      throw new WriteRefusedError(`no new segment (${String(cause)})`, { cause });
    }
    // The name must be durable before anything in it is.
    if (this.options.sync) syncDirectory(this.options.directory);
  }
}
