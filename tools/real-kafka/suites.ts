import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children';

/** What a suite came to. */
export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** The part of jest's report that counts; a file that could not run has no tests of its own. */
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
};

export type Suite = { readonly name: string; readonly args: readonly string[] };

/** What must hold on a real broker as well as on the local one. */
export const suites: readonly Suite[] = [
  { name: 'topics', args: ['-c', 'jest.int.config.cjs', 'libs/topics'] },
  { name: 'stories', args: ['-c', 'jest.wire.config.cjs'] },
];

export const countIn = (report: Report): Count => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.numPendingTests + report.numTodoTests,
});

export const sumOf = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  skipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
});

export const textOf = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

const root = join(__dirname, '../..');
const jestProgram = join(root, 'node_modules/jest/bin/jest.js');
const jestCache = join(root, 'node_modules/.cache/vestibule/jest');
/** Where `npm test` leaves its result files too: CI counts them all. */
const results = join(root, 'node_modules/.cache/vestibule/tests');

const reportIn = (file: string): Report | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return null; // jest ended before it could write one
  }
};

/** Runs one suite against the broker at `address`; its temporary files stay below `directory`. */
export const runSuite = async (
  { name, args }: Suite,
  { address, directory }: { readonly address: string; readonly directory: string },
  children: Children,
): Promise<Count> => {
  mkdirSync(results, { recursive: true });
  const file = join(results, `real-kafka-${name}.json`);
  rmSync(file, { force: true });
  const reporting = ['--json', '--outputFile', file, '--cacheDirectory', jestCache];
  const env = { ...process.env, KAFKA_BROKERS: address, TMPDIR: directory };
  const child = children.start(process.execPath, [jestProgram, ...args, ...reporting], {
    env,
    cwd: root,
    output: 'inherit',
  });
  const code = await child.exited;
  await children.end(child); // what jest may have left behind
  const report = reportIn(file);
  if (!report) throw new Error(`The suite "${name}" ended with ${code} and without a report.`);
  const count = countIn(report);
  // jest fails for more than failed tests (a teardown, a hook), and finding no test is no success.
  const unseen = (code !== 0 || count.passed === 0) && count.failed === 0 ? 1 : 0;
  return { ...count, failed: count.failed + unseen };
};
