import { gunzipSync } from 'node:zlib';
import { errors } from '../errors';
import { crc32c } from '../wire/crc32c';
import { Reader, readI64 } from '../wire/reader';
import { writeI64 } from '../wire/writer';

/** Where the fields of a record batch (magic 2) stand. The checksum covers all from `attributes` on. */
const at = {
  base: 0,
  length: 8,
  leaderEpoch: 12,
  magic: 16,
  checksum: 17,
  attributes: 21,
  lastDelta: 23,
  firstTime: 27,
  lastTime: 35,
  producer: 43,
  epoch: 51,
  sequence: 53,
  count: 57,
  records: 61,
} as const;

const bits = { codec: 7, appendTime: 8, transactional: 16, control: 32 } as const;
const gzip = 1;
const lastCodec = 4;
const lengthPrefix = at.leaderEpoch;
const inflatedMax = 64 * 1024 * 1024;
const hourMs = 3_600_000;

export const headerBytes = at.records;
export const baseOf = (batch: Buffer): number => readI64(batch, at.base);
/** The offset behind the last record. */
export const endOf = (batch: Buffer): number => baseOf(batch) + batch.readInt32BE(at.lastDelta) + 1;
export const lastTimeOf = (batch: Buffer): number => readI64(batch, at.lastTime);
/** What the batch says of its own size in bytes; nonsense if the header is damaged. */
export const sizeOf = (batch: Buffer): number => batch.readInt32BE(at.length) + lengthPrefix;

export type Stamp = {
  readonly producer: number;
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
};

/** Who wrote a batch, and its first and last sequence number (they start again after 2^31 − 1). */
export const stampOf = (batch: Buffer): Stamp => {
  const first = batch.readInt32BE(at.sequence);
  return {
    producer: readI64(batch, at.producer),
    epoch: batch.readInt16BE(at.epoch),
    first,
    last: (first + batch.readInt32BE(at.lastDelta)) % 2 ** 31,
  };
};

export const hasHeader = (batch: Buffer): boolean =>
  batch.length >= headerBytes && batch[at.magic] === 2 && sizeOf(batch) >= headerBytes;

export const hasChecksum = (batch: Buffer): boolean =>
  crc32c(batch, at.attributes) === batch.readUInt32BE(at.checksum);

const attributesOf = (batch: Buffer) => batch.readInt16BE(at.attributes);
const codecOf = (batch: Buffer) => attributesOf(batch) & bits.codec;
const countOf = (batch: Buffer) => batch.readInt32BE(at.count);

type RecordVisit = (timeMs: number, offset: number, keyBytes: number) => void;

/** Walks the records behind a header; throws a RangeError where they are not what the header says. */
const walk = (batch: Buffer, body: Buffer, visit: RecordVisit): void => {
  const [base, firstTime, reader] = [baseOf(batch), readI64(batch, at.firstTime), new Reader(body)];
  for (let rest = countOf(batch); rest > 0; rest -= 1) {
    const length = reader.varint();
    const end = reader.position + length;
    reader.i8();
    visit(firstTime + reader.varint(), base + reader.varint(), reader.varint());
    reader.skip(end - reader.position);
  }
  if (reader.left > 0) throw new RangeError('more bytes than records');
};

/** What a topic asks of its batches. */
export type BatchRules = {
  readonly bytesMax: number;
  readonly appendTime: boolean;
  readonly keyed: boolean;
};

type Check = (batch: Buffer, rules: BatchRules, nowMs: number) => boolean;

const isMiscounted: Check = (batch) =>
  countOf(batch) <= 0 || batch.readInt32BE(at.lastDelta) !== countOf(batch) - 1;
const lacksSequence: Check = (batch) => stampOf(batch).producer >= 0 && stampOf(batch).first < 0;
const isMisread: Check = (batch, { keyed }) => {
  if (codecOf(batch) !== 0) return false; // compressed records are not looked into
  let [lastTime, keyless] = [-1, false];
  try {
    walk(batch, batch.subarray(at.records), (timeMs, _offset, keyBytes) => {
      if (timeMs > lastTime) lastTime = timeMs;
      if (keyBytes < 0) keyless = true;
    });
  } catch {
    return true;
  }
  if (lastTime !== lastTimeOf(batch)) restamp(batch, attributesOf(batch), lastTime);
  return keyed && keyless;
};

/** The first check that says yes gives the refusal: the order is the specification. */
// prettier-ignore
const checks: readonly (readonly [code: number, refuses: Check])[] = [
  [errors.INVALID_RECORD,          (batch) => !hasHeader(batch) || sizeOf(batch) !== batch.length],
  [errors.INVALID_RECORD,          (batch) => baseOf(batch) !== 0],
  [errors.MESSAGE_TOO_LARGE,       (batch, { bytesMax }) => batch.length > bytesMax],
  [errors.CORRUPT_MESSAGE,         (batch) => !hasChecksum(batch)],
  [errors.INVALID_RECORD,          isMiscounted],
  [errors.INVALID_RECORD,          (batch) => (attributesOf(batch) & bits.control) !== 0],
  [errors.TRANSACTIONS_REFUSED,    (batch) => (attributesOf(batch) & bits.transactional) !== 0],
  [errors.INVALID_RECORD,          lacksSequence],
  [errors.UNSUPPORTED_COMPRESSION, (batch) => codecOf(batch) > lastCodec],
  [errors.INVALID_TIMESTAMP,       (batch) => (attributesOf(batch) & bits.appendTime) !== 0],
  [errors.INVALID_RECORD,          isMisread],
  [errors.INVALID_TIMESTAMP,       (batch, { appendTime }, nowMs) => !appendTime && lastTimeOf(batch) > nowMs + hourMs],
];

/** Why a received batch cannot be stored, or 0. A wrong maximum time is put right on the way. */
export const refusalOf: (...args: Parameters<Check>) => number = (batch, rules, nowMs) =>
  checks.find(([, refuses]) => refuses(batch, rules, nowMs))?.[0] ?? errors.NONE;

const restamp = (batch: Buffer, attributes: number, lastTimeMs: number): void => {
  batch.writeInt16BE(attributes, at.attributes);
  writeI64(batch, lastTimeMs, at.lastTime);
  batch.writeUInt32BE(crc32c(batch, at.attributes), at.checksum);
};

/** Gives a batch its place; base offset and leader epoch lie outside the checksum. */
export const place = (batch: Buffer, base: number): void => {
  writeI64(batch, base, at.base);
  batch.writeInt32BE(0, at.leaderEpoch);
};

/** Makes `nowMs` the time of all records of the batch. */
export const stampAppendTime = (batch: Buffer, nowMs: number): void =>
  restamp(batch, attributesOf(batch) | bits.appendTime, nowMs);

export type Found = { readonly offset: number; readonly timeMs: number };

/**
 * The first record of the batch at or after `timeMs` and not below `from`: exact for uncompressed
 * and gzip batches, else the batch's first offset with its last time.
 */
export const findInBatch = (batch: Buffer, timeMs: number, from: number): Found => {
  const whole = { offset: Math.max(baseOf(batch), from), timeMs: lastTimeOf(batch) };
  const codec = codecOf(batch);
  if ((attributesOf(batch) & bits.appendTime) !== 0 || codec > gzip) return whole;
  let found: Found | undefined;
  try {
    const body = batch.subarray(at.records);
    const plain = codec === gzip ? gunzipSync(body, { maxOutputLength: inflatedMax }) : body;
    walk(batch, plain, (time, offset) => {
      if (!found && time >= timeMs && offset >= from) found = { offset, timeMs: time };
    });
  } catch {
    return whole; // what a compressed batch holds was never checked
  }
  return found ?? whole;
};
