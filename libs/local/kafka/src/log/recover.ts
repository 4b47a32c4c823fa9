import { existsSync, truncateSync } from 'node:fs';
import { baseOf, endOf, hasChecksum, hasHeader, headerBytes, sizeOf } from './batch';
import { type Segment, newSegment, note, removeSegment, segmentsIn, slider } from './segment';

/** A log that cannot be believed: the server does not start on it. */
export class DamageError extends Error {
  override readonly name = 'DamageError';

  constructor(file: string, position: number, what: string) {
    super(
      `${file} is damaged at byte ${position}: ${what}. To give up everything from there on, ` +
        `start with --truncate-at=${file}@${position}`,
    );
  }
}

export type RecoveryOptions = {
  /** `file@position`, as a DamageError names it: the only way past damage. */
  readonly truncateAt?: string | undefined;
  readonly onBatch: (header: Buffer) => void;
};

export type Recovered = {
  readonly segments: Segment[];
  readonly next: number;
  readonly truncatedBytes: number;
};

type Slider = ReturnType<typeof slider>;

/** The batch at `position`, whole if `whole` (then its checksum is right), else its header. */
const batchAt = (file: Slider, position: number, whole: boolean): Buffer | undefined => {
  const header = file.at(position, headerBytes);
  if (!hasHeader(header) || position + sizeOf(header) > file.size) return undefined;
  if (!whole) return header;
  const batch = file.at(position, sizeOf(header));
  return hasChecksum(batch) ? batch : undefined;
};

const magicDistance = 16;

/** Whether any good batch stands behind a bad one: then it is no torn end but damage. */
const isFollowed = (file: Slider, position: number, next: number): boolean => {
  const rest = file.at(position, file.size - position);
  for (let i = rest.indexOf(2, magicDistance + 1); i >= 0; i = rest.indexOf(2, i + 1)) {
    const batch = rest.subarray(i - magicDistance);
    if (batch.length < headerBytes || baseOf(batch) < next || !hasHeader(batch)) continue;
    if (sizeOf(batch) <= batch.length && hasChecksum(batch.subarray(0, sizeOf(batch)))) return true;
  }
  return false;
};

/** Scans one segment from its start; the last one with checksums, as only it can be torn. */
const scan = (
  segment: Segment,
  isLast: boolean,
  onBatch: (header: Buffer) => void,
): { readonly next: number; readonly torn: number } => {
  const file = slider(segment.path);
  let next = segment.base;
  try {
    segment.createdAtMs = file.changedAtMs;
    while (segment.size < file.size) {
      const batch = batchAt(file, segment.size, isLast);
      if (!batch || baseOf(batch) !== next) break;
      onBatch(batch);
      next = endOf(batch);
      note(segment, batch);
    }
    if (segment.size < file.size && (!isLast || isFollowed(file, segment.size, next)))
      throw new DamageError(segment.path, segment.size, 'a bad batch with good ones behind it');
    return { next, torn: file.size - segment.size };
  } finally {
    file.close();
  }
};

/** Cuts a file where `file@position` says so, if that file is meant. */
export const giveUpAt = (path: string, wanted: string): boolean => {
  const mark = wanted.lastIndexOf('@');
  const isMeant = wanted.slice(0, mark) === path && existsSync(path);
  if (isMeant) truncateSync(path, Number(wanted.slice(mark + 1)));
  return isMeant;
};

const giveUp = (directory: string, wanted: string): void => {
  const segments = segmentsIn(directory).map((base) => newSegment(directory, base, 0));
  const index = segments.findIndex(({ path }) => giveUpAt(path, wanted));
  if (index >= 0) segments.slice(index + 1).forEach(removeSegment);
};

/** Rebuilds one partition from its files; cuts off a torn end, refuses damage. */
export const recover = (directory: string, options: RecoveryOptions): Recovered => {
  if (options.truncateAt) giveUp(directory, options.truncateAt);
  const segments = segmentsIn(directory).map((base) => newSegment(directory, base, 0));
  let [next, truncatedBytes] = [segments[0]?.base ?? 0, 0];
  segments.forEach((segment, i) => {
    if (segment.base !== next)
      throw new DamageError(segment.path, 0, `it should begin at offset ${next}`);
    const { next: end, torn } = scan(segment, i === segments.length - 1, options.onBatch);
    if (torn > 0) truncateSync(segment.path, segment.size);
    next = end;
    truncatedBytes += torn;
  });
  return { segments, next, truncatedBytes };
};
