import { closeSync, fstatSync, openSync, readSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, endOf, headerBytes, lastTimeOf, sizeOf } from './batch';

const indexBytes = 4_096;

type Mark = { readonly offset: number; readonly position: number; readonly lastTimeMs: number };

/** One file of batches. Only the last one of a partition is open; `marks` is its sparse index. */
export type Segment = {
  readonly base: number;
  readonly path: string;
  readonly marks: Mark[];
  createdAtMs: number;
  size: number;
  lastTimeMs: number;
  fd: number | undefined;
};

export const newSegment = (directory: string, base: number, createdAtMs: number): Segment => ({
  base,
  path: join(directory, `${String(base).padStart(20, '0')}.log`),
  marks: [],
  createdAtMs,
  size: 0,
  lastTimeMs: -1,
  fd: undefined,
});

/** The first offsets of the segments in a directory, ascending. */
export const segmentsIn = (directory: string): readonly number[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.log'))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((a, b) => a - b);

/** Counts a batch that stands at the end of the file. */
export const note = (segment: Segment, batch: Buffer): void => {
  segment.lastTimeMs = Math.max(segment.lastTimeMs, lastTimeOf(batch));
  const { size, lastTimeMs, marks } = segment;
  if (size - (marks.at(-1)?.position ?? -indexBytes) >= indexBytes)
    marks.push({ offset: baseOf(batch), position: size, lastTimeMs });
  segment.size += sizeOf(batch);
};

/** The last item for which `isBefore` holds; it must hold for a first part of the list only. */
export const lastWhere = <Item>(
  items: readonly Item[],
  isBefore: (item: Item) => boolean,
): Item | undefined => {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
};

export const positionBefore = ({ marks }: Segment, offset: number): number =>
  lastWhere(marks, (mark) => mark.offset <= offset)?.position ?? 0;

/** Where a search for `timeMs` may begin: nothing before that mark is as late. */
export const offsetBefore = ({ marks, base }: Segment, timeMs: number): number =>
  lastWhere(marks, (mark) => mark.lastTimeMs < timeMs)?.offset ?? base;

/** Reads part of a file; older segments are opened for the moment, so they hold no descriptor. */
const readPart = ({ fd, path }: Segment, from: number, length: number): Buffer => {
  const open = fd ?? openSync(path, 'r');
  try {
    const part = Buffer.allocUnsafe(length);
    return part.subarray(0, readSync(open, part, 0, length, from));
  } finally {
    if (fd === undefined) closeSync(open);
  }
};

/**
 * Whole batches from the one that holds `offset`, below `end`, at most `bytesMax`; the first one
 * whatever its size. Empty if the segment ends before `offset`.
 */
export const readSegment = (
  segment: Segment,
  { offset, end, bytesMax }: { offset: number; end: number; bytesMax: number },
): Buffer => {
  const from = positionBefore(segment, offset);
  let part = readPart(segment, from, Math.min(segment.size - from, bytesMax + 2 * indexBytes));
  let [position, first, last] = [0, -1, -1];
  while (position + headerBytes <= part.length) {
    const batch = part.subarray(position);
    const next = position + sizeOf(batch);
    if (first < 0 && endOf(batch) > offset) first = position;
    if (first >= 0) {
      if (baseOf(batch) >= end || (last >= 0 && next - first > bytesMax)) break;
      if (next > part.length && last >= 0) break;
      if (next > part.length) part = readPart(segment, from, next);
      last = next;
    }
    position = next;
  }
  return last < 0 ? part.subarray(0, 0) : part.subarray(first, last);
};

/** Hands out a file's pieces by position, reading a megabyte at a time. */
export const slider = (path: string) => {
  const fd = openSync(path, 'r');
  const size = fstatSync(fd).size;
  let [chunk, start] = [Buffer.alloc(0), 0];
  return {
    size,
    changedAtMs: fstatSync(fd).mtimeMs,
    close: () => closeSync(fd),
    /** `length` bytes at `from`, or fewer at the end of the file. */
    at: (from: number, length: number): Buffer => {
      if (from < start || from + length > start + chunk.length) {
        chunk = Buffer.allocUnsafe(Math.max(0, Math.min(size - from, Math.max(length, 1 << 20))));
        chunk = chunk.subarray(0, readSync(fd, chunk, 0, chunk.length, from));
        start = from;
      }
      return chunk.subarray(from - start, from - start + length);
    },
  };
};

export const removeSegment = ({ path }: Segment): void => rmSync(path, { force: true });
