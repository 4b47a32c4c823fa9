import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../e2e/until';
import { freePort } from '../tools/stack/ports';
import { type Stack, apps, startStack } from '../tools/stack/stack';

const run = promisify(execFile);
const root = join(__dirname, '..');
const bundleOf = (app: string) => join(root, 'apps', app, 'dist/main.js');

let stack: Stack;
let data: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  const missing = [...apps, 'ops'].filter((app) => !existsSync(bundleOf(app)));
  if (missing.length > 0) throw new Error(`No bundle of ${missing.join()}: run \`npm run build\`.`);
  data = mkdtempSync(join(tmpdir(), 'vestibule-bundles-'));
  stack = await startStack({ data, apps: [] });
}, 60_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await stack?.stop();
  rmSync(data, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  KAFKA_BROKERS: stack.addresses.kafka,
  EVENTSTORE_URL: stack.addresses.eventstore,
  DATABASE_URL: stack.addresses.database,
  JWKS_FILE: join(data, 'keys/jwks.json'),
  LOG_LEVEL: 'warn',
});

/** What a container does: the one file, in a folder where nothing else is. */
const started = async (app: string): Promise<{ child: ChildProcess; url: string }> => {
  const { port } = await freePort(0);
  const child = spawn(process.execPath, [bundleOf(app)], {
    cwd: data,
    env: { ...environment(), PORT: String(port), HTTP_HOST: '127.0.0.1', INSTANCE: app },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  return { child, url: `http://127.0.0.1:${port}` };
};

test('the operators tool makes the topics, as the job does', async () => {
  const { KAFKA_BROKERS, PATH } = environment();
  const words = [bundleOf('ops'), 'topics', 'create'];
  const { stdout } = await run(process.execPath, words, {
    cwd: data,
    env: { KAFKA_BROKERS, PATH },
  });
  expect(stdout).toContain('were there');
}, 60_000);

test.each([...apps])(
  'the bundle of %s becomes ready, and ends in order on SIGTERM',
  async (app) => {
    const { child, url } = await started(app);
    await until(`${app} to be ready`, async () => {
      if (child.exitCode !== null) throw new Error(`${app} ended with ${child.exitCode}`);
      const answer = await fetch(`${url}/ready`).catch(() => undefined);
      return answer?.ok ? true : undefined;
    });
    expect((await fetch(`${url}/live`)).ok).toBe(true);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_cpu_seconds_total');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
  60_000,
);
