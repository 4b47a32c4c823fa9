import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from './address';

type Holder = { readonly pid: number; readonly startedAt: string; readonly token: string };

const settleMs = 50;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive as well: only "no such process" frees the lock.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** When the process with this id was started, as the kernel counts it: a re-used id differs. */
const startOf = async (pid: number): Promise<string> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no /proc on this system: the process id alone decides
  }
};

const holderOf = async (file: string): Promise<Holder | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined; // missing or half-written: nobody holds it
  }
};

const inUse = (directory: string, { pid }: Holder) =>
  new StartError(`${directory} is in use by process ${pid}. Stop it, or choose another --data.`, 3);

/**
 * Takes a data directory for this process; the returned function gives it back.
 * Two processes on one directory silently destroy each other's data, so a loser gets `StartError`
 * with exit code 3. The rename decides a race: who reads another's token back has lost.
 */
export const lockDirectory = async (directory: string): Promise<() => Promise<void>> => {
  const file = join(directory, 'lock');
  const held = await holderOf(file);
  if (held && isAlive(held.pid) && (await startOf(held.pid)) === held.startedAt)
    throw inUse(directory, held);

  const mine: Holder = {
    pid: process.pid,
    startedAt: await startOf(process.pid),
    token: randomUUID(),
  };
  await writeFile(`${file}.${mine.token}`, JSON.stringify(mine));
  await rename(`${file}.${mine.token}`, file);
  await wait(settleMs);
  const now = await holderOf(file);
  if (now?.token !== mine.token) throw inUse(directory, now ?? mine);

  return async () => {
    if ((await holderOf(file))?.token === mine.token) await rm(file, { force: true });
  };
};
