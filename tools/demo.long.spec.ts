import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The demo as the script runs it: what it says, and how it ends. */
const demo = async (...options: readonly string[]) => {
  const args = ['-r', join(__dirname, 'swc-register.cjs'), join(__dirname, 'demo.ts'), ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { said, code: code as number | null };
};

const named = (said: string): readonly string[] =>
  said
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');

test('npm run demo tells every chapter that it lists, and all comes as told', async () => {
  const listed = await demo('--list');
  const { said, code } = await demo('--all');
  expect(said).toContain('Everything came as told');
  for (const chapter of named(listed.said)) expect(said).toContain(` ${chapter}: `);
  expect([listed.code, code]).toEqual([0, 0]);
}, 180_000);

test('npm run demo knows no chapter that is not listed', async () => {
  const { said, code } = await demo('--only', 'nonsense');
  expect(said).toContain('There is no chapter "nonsense"');
  expect(code).toBe(2);
});
