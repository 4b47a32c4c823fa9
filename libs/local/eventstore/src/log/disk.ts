import * as fs from 'node:fs';
import { promisify } from 'node:util';

/** The three calls whose failure has a meaning of its own; the faults and the tests replace them. */
export type Disk = {
  /** Writes a part of `bytes` at an offset of the file, and tells how much of it. */
  readonly write: (fd: number, bytes: Buffer, at: number) => Promise<number>;
  readonly sync: (fd: number) => Promise<void>;
  readonly truncate: (fd: number, length: number) => Promise<void>;
};

const write = promisify(fs.write);

export const realDisk: Disk = {
  write: async (fd, bytes, at) => (await write(fd, bytes, 0, bytes.length, at)).bytesWritten,
  sync: promisify(fs.fdatasync),
  truncate: promisify(fs.ftruncate),
};

/** Reads exactly `length` bytes, or what there is before the end of the file. */
export const readFully = (fd: number, into: Buffer, at: number): number => {
  let done = 0;
  while (done < into.length) {
    const count = fs.readSync(fd, into, done, into.length - done, at + done);
    if (count === 0) break;
    done += count;
  }
  return done;
};

/** Makes the names in a directory durable. */
export const syncDirectory = (directory: string): void => {
  const fd = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
};
