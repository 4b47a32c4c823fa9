import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Resident memory of processes together, in bytes, as `ps` tells it. */
export const residentBytes = async (pids: readonly number[]): Promise<number> => {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', pids.join(',')]);
  return stdout
    .split('\n')
    .map((line) => Number(line.trim()) * 1024)
    .reduce((sum, bytes) => sum + bytes, 0);
};
