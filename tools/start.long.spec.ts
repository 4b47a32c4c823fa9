import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../e2e/until';

type Ready = {
  readonly addresses: { readonly gateway: string };
  readonly people: { readonly ann: string };
};

const data = mkdtempSync(join(tmpdir(), 'vestibule-start-'));
let running: ChildProcess | undefined;

/** `npm start`, as the script runs it, in a process group of its own. */
const start = async (...options: readonly string[]): Promise<Ready> => {
  const hook = join(__dirname, 'swc-register.cjs');
  const args = ['-r', hook, join(__dirname, 'start.ts'), '--json', '--data', data, ...options];
  running = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: running.stdout! });
  const [line] = (await once(lines, 'line')) as [string];
  return JSON.parse(line) as Ready;
};

const isUp = async (gateway: string): Promise<boolean> => {
  try {
    return (await fetch(`${gateway}/live`)).ok;
  } catch {
    return false;
  }
};

afterAll(async () => {
  if (running?.exitCode === null && running.signalCode === null) running.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

test('npm start takes another port for a taken one, keeps its state, and leaves nothing behind', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const { port } = occupant.address() as { port: number };

  const first = await start('--port', String(port));
  expect(first.addresses.gateway).not.toContain(`:${port}`);
  expect(await isUp(first.addresses.gateway)).toBe(true);
  // Ctrl-C reaches the whole group: servers that left before the services would hold these up.
  const ended = once(running!, 'exit');
  process.kill(-running!.pid!, 'SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(await isUp(first.addresses.gateway)).toBe(false);
  occupant.close();

  const second = await start('--port', '0');
  expect(second.people).toEqual(first.people);
  running!.kill('SIGKILL');
  await until('the orphans to end', async () =>
    (await isUp(second.addresses.gateway)) ? undefined : true,
  );
}, 90_000);
