import { crc32 } from 'node:zlib';
import { readFully } from './disk';

/**
 * A frame is one append: all of it is in the log, or nothing.
 * Length of the payload (4 bytes), CRC of all behind it (4), position at which its group commit
 * began (6), then the records, each behind its length (4). Little-endian.
 */
export const headerBytes = 14;
export const prefixBytes = 4;

const crcFrom = 8;
const blockBytes = 4 << 20;
const searchBytes = 1 << 20;

/** Fills in the header of a frame whose payload stands already. */
export const sealFrame = (frame: Buffer, commit: number): Buffer => {
  frame.writeUInt32LE(frame.length - headerBytes, 0);
  frame.writeUIntLE(commit, crcFrom, 6);
  frame.writeUInt32LE(crc32(frame.subarray(crcFrom)), 4);
  return frame;
};

/** The bytes of one segment file, read in large blocks. */
export type Region = {
  /** The log position of the first byte. */
  readonly base: number;
  readonly size: number;
  /** A part of it, or undefined where it is too short. */
  readonly read: (at: number, length: number) => Buffer | undefined;
};

export const regionOf = (fd: number, size: number, base: number): Region => {
  let block = Buffer.alloc(0);
  let start = 0;
  const read = (at: number, length: number): Buffer | undefined => {
    if (at + length > size) return undefined;
    if (at < start || at + length > start + block.length) {
      block = Buffer.allocUnsafe(Math.min(size - at, Math.max(length, blockBytes)));
      start = at;
      readFully(fd, block, at);
    }
    return block.subarray(at - start, at - start + length);
  };
  return { base, size, read };
};

/** The payload of the frame at `at`; undefined if no whole, undamaged frame stands there. */
export const payloadAt = ({ read }: Region, at: number): Buffer | undefined => {
  const head = read(at, headerBytes);
  if (!head) return undefined;
  const length = head.readUInt32LE(0);
  const crc = head.readUInt32LE(4);
  if (length === 0) return undefined; // a zero-filled tail
  const body = read(at + crcFrom, headerBytes - crcFrom + length);
  return body && crc32(body) === crc ? body.subarray(headerBytes - crcFrom) : undefined;
};

/**
 * Whether a good frame of a later commit stands behind the bad one at `bad`.
 * Then the bad one was acknowledged once, because a commit begins only after the sync of the one
 * before; otherwise it is the torn end of a commit that nobody was told of.
 */
export const laterCommitBehind = (region: Region, bad: number): boolean => {
  const { base, size, read } = region;
  for (let from = bad + 1; from + headerBytes <= size; from += searchBytes) {
    const block = read(from, Math.min(searchBytes + headerBytes, size - from))!;
    for (let at = 0; at + headerBytes <= block.length; at += 1) {
      const commit = block.readUIntLE(at + crcFrom, 6);
      const possible = commit > base + bad && commit <= base + from + at;
      if (possible && payloadAt(region, from + at)) return true;
    }
  }
  return false;
};
