import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const tickUs = 10_000;

const fromProc = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; behind it, user and system time are the 12th and 13th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickUs;
};

const fromPs = async (pid: number): Promise<number> => {
  const { stdout } = await run('ps', ['-o', 'time=', '-p', String(pid)]);
  const [, days = '0', clock = '0'] = /^(?:(\d+)-)?([\d:.]+)$/.exec(stdout.trim()) ?? [];
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1_000_000;
};

/** Processor time of a process so far, all threads, user and system, in microseconds. */
export const cpuUs = async (pid: number): Promise<number> =>
  process.platform === 'linux' ? fromProc(pid) : fromPs(pid);

/** Processes by name. */
export type Pids = ReadonlyMap<string, number>;
/** Processor time by process, in microseconds. */
export type Used = Readonly<Record<string, number>>;

const timesOf = async (pids: Pids): Promise<ReadonlyMap<string, number>> =>
  new Map(
    await Promise.all([...pids].map(async ([name, pid]) => [name, await cpuUs(pid)] as const)),
  );

/** Begins to measure; the result tells what each process has used since. */
export const meter = async (pids: Pids): Promise<() => Promise<Used>> => {
  const before = await timesOf(pids);
  return async () => {
    const after = await timesOf(pids);
    return Object.fromEntries([...after].map(([name, us]) => [name, us - (before.get(name) ?? 0)]));
  };
};

/** The share of each of `count` things, rounded to whole microseconds. */
export const each = (used: Used, count: number): Used =>
  Object.fromEntries(
    Object.entries(used).map(([name, us]) => [name, Math.round(us / Math.max(1, count))]),
  );
