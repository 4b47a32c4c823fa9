import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Makes the names in a directory last. */
export const syncDirectory = (directory: string): void => {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Replaces a small file as a whole; with `durably` it is on the disk when this returns. */
export const saveFile = (path: string, content: string, durably: boolean): void => {
  writeFileSync(`${path}.new`, content, { flush: durably });
  renameSync(`${path}.new`, path);
  if (durably) syncDirectory(dirname(path));
};

const startIn = (directory: string) => join(directory, 'start');

/** The first offset of a partition, where records before it were deleted; else 0. */
export const savedStart = (directory: string): number =>
  existsSync(startIn(directory)) ? Number(readFileSync(startIn(directory), 'utf8')) : 0;

export const saveStart = (directory: string, offset: number, durably: boolean): void =>
  saveFile(startIn(directory), String(offset), durably);
