import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const help = `npm test [-- what …]

Runs everything: unit tests, contract suites over the wire, stories on the twins and over the wire.
Starts the local servers by itself; with KAFKA_BROKERS, EVENTSTORE_URL or DATABASE_URL set, those are used.
  what     unit, int, wire (default: all three)

npx jest -c jest.config.cjs <path> runs single unit files, -c jest.int.config.cjs those over the wire.`;

const root = join(__dirname, '..');
const results = join(root, 'node_modules/.cache/vestibule/tests');
/** Some stories and suites wait more than they work, so more of them run at once than there are cores. */
const parts = {
  unit: { config: 'jest.config.cjs', workers: '2' },
  int: { config: 'jest.int.config.cjs', workers: '4' },
  wire: { config: 'jest.wire.config.cjs', workers: '2' },
} as const;
type Part = keyof typeof parts;

type Counted = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** What jest's own result file says; a run that wrote none has failed. */
const counted = (part: Part): Counted => {
  try {
    const result = JSON.parse(readFileSync(join(results, `${part}.json`), 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numRuntimeErrorTestSuites: number;
    };
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = result;
    return {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

/** No test here changes the policy: so stacks need not look for a new one four times a second. */
const env = { POLICY_LEAD_SECONDS: '60', ...process.env };

/** Suites make much that lives briefly: with a young generation of 16 MB a tenth of the time is spent on it. */
const node = ['--max-semi-space-size=64', '--min-semi-space-size=16'];

const jest = async (part: Part): Promise<number> => {
  const file = join(results, `${part}.json`);
  rmSync(file, { force: true });
  const { config, workers } = parts[part];
  const args = ['-c', config, '--maxWorkers', workers, '--json', '--outputFile', file, '--silent'];
  const child = spawn(
    process.execPath,
    [...node, join(root, 'node_modules/jest/bin/jest.js'), ...args],
    {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'], // with --json stdout is the result; people read stderr
    },
  );
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
};

const isPart = (name: string): name is Part => name in parts;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !isPart(name));
  if (values.help || unknown.length > 0) {
    process.stderr.write(`${help}\n`);
    return values.help ? 0 : 2;
  }
  mkdirSync(results, { recursive: true });
  const asked = positionals.filter(isPart);
  const wanted = asked.length > 0 ? asked : (Object.keys(parts) as Part[]);
  const began = performance.now();
  const total = { passed: 0, failed: 0, skipped: 0 };
  let worst = 0;
  const run = async (part: Part): Promise<void> => {
    const code = await jest(part);
    const { passed, failed, skipped } = counted(part);
    total.passed += passed;
    total.failed += failed === 0 && code !== 0 ? 1 : failed;
    total.skipped += skipped;
    worst = Math.max(worst, code);
  };
  // Stories on the wire wait more than they work: so they share the time of all others.
  const inTurn = async (some: readonly Part[]): Promise<void> => {
    for (const part of some) if (wanted.includes(part)) await run(part);
  };
  await Promise.all([inTurn(['unit', 'int']), inTurn(['wire'])]);
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(
    `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped, in ${seconds} s\n`,
  );
  return worst;
};

void main().then((code) => process.exit(code));
