import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDirectory } from './lock';

const directories: string[] = [];
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'lock-'));
  directories.push(directory);
  return directory;
};
const refused = expect.objectContaining({
  exitCode: 3,
  message: expect.stringContaining(`in use by process ${process.pid}`),
});

test('a directory belongs to one, until it is given back', async () => {
  const directory = newDirectory();
  const unlock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toEqual(refused);
  await unlock();
  expect(readdirSync(directory)).toEqual([]);
  await (
    await lockDirectory(directory)
  )();
});

test('of several at once one wins, and the others are refused', async () => {
  const directory = newDirectory();
  const tried = await Promise.allSettled(Array.from({ length: 6 }, () => lockDirectory(directory)));
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of tried.flatMap((result) => (result.status === 'rejected' ? result : [])))
    expect(one.reason).toEqual(refused);
});

test('a lock whose process is gone, was started anew or is half-written does not count', async () => {
  const directory = newDirectory();
  const file = join(directory, 'lock');
  const unlock = await lockDirectory(directory);
  const mine = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  await unlock();
  const stale = [
    { ...mine, pid: 2 ** 22 + 1 },
    { ...mine, startedAt: '1' },
  ].map((held) => JSON.stringify(held));
  for (const text of [...stale, '{"pid":']) {
    writeFileSync(file, text);
    await (
      await lockDirectory(directory)
    )();
  }
  expect(readdirSync(directory)).toEqual([]);
});

test('whoever lost the directory does not take the lock of its successor away', async () => {
  const directory = newDirectory();
  const unlock = await lockDirectory(directory);
  const file = join(directory, 'lock');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"token":"./, '"token":"x'));
  await unlock();
  expect(readdirSync(directory)).toEqual(['lock']);
});
