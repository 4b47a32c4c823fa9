import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBroker } from './broker';
import { Children } from './children';
import { fetchKafka } from './fetch';
import { findObstacle, javaMin } from './java';
import { progressOn } from './progress';
import { defaultVersion, isVersion } from './settings';
import { type Count, runSuite, suites, sumOf, textOf } from './suites';

const help = `npm run test:real-kafka -- [options]

Runs the suite of libs/topics and the stories of e2e on a real Apache Kafka, in place of the local
one. Needs Java ${javaMin} or newer and Maven; without them it says so and ends with 0. Kafka is fetched
once from Maven's registry into node_modules/.cache, and runs on free ports in a temporary folder.
  --version X.Y.Z    another version of Apache Kafka than ${defaultVersion()}
  --help             this text

Ends with 0 when all tests passed, with 1 when not, with 2 for options that make no sense.`;

const progress = progressOn(process.stdout);
const children = new Children();

/** Each suite in turn, on one broker; the second also runs when the first has failed. */
const runSuites = async (address: string, directory: string): Promise<number> => {
  const counts: (readonly [string, Count])[] = [];
  for (const suite of suites) {
    progress.say(`\n${suite.name}:`);
    counts.push([suite.name, await runSuite(suite, { address, directory }, children)]);
  }
  progress.say('');
  for (const [name, count] of counts) progress.say(`${name}: ${textOf(count)}`);
  const all = sumOf(counts.map(([, count]) => count));
  progress.say(textOf(all));
  return all.failed === 0 ? 0 : 1;
};

const test = async (version: string): Promise<number> => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-kafka-'));
  try {
    const jars = await fetchKafka(version, children, progress);
    const { address, lastWords } = await startBroker({ jars, directory }, children, progress);
    progress.say(`Apache Kafka ${version} is ready.`);
    const code = await runSuites(address, directory);
    if (code !== 0) progress.say(`\nThe last words of Apache Kafka:\n${lastWords()}`);
    return code;
  } finally {
    await progress.during('ending everything', children.endAll());
    rmSync(directory, { recursive: true, force: true });
  }
};

/** The version to test, or what to say instead and the exit code. */
type Wanted = { readonly version: string } | { readonly says: string; readonly code: number };

const wantedBy = (args: readonly string[]): Wanted => {
  const version = { type: 'string', default: defaultVersion() } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { version, help: { type: 'boolean' } },
    });
    if (values.help) return { says: help, code: 0 };
    if (isVersion(values.version)) return values;
    return { says: `--version takes three numbers, not ${values.version}.`, code: 2 };
  } catch (error) {
    return { says: `${String(error)}\n\n${help}`, code: 2 }; // an option that we do not know
  }
};

const main = async (): Promise<number> => {
  const wanted = wantedBy(process.argv.slice(2));
  if ('says' in wanted) {
    progress.say(wanted.says);
    return wanted.code;
  }
  const obstacle = await findObstacle();
  if (obstacle) {
    progress.say(`Skipped: ${obstacle}`);
    return 0;
  }
  return test(wanted.version);
};

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (interrupted) return children.killAll();
    interrupted = true;
    void children.endAll(); // whoever waited for a child goes on, fails, and cleans up
  });

main().then(
  (code) => process.exit(interrupted ? 130 : code),
  (error: unknown) => {
    const reasons = error instanceof Error ? [error, error.cause] : [error];
    const known = reasons.filter((reason) => reason instanceof Error).map(String);
    if (!interrupted) process.stderr.write(`${known.join('\n')}\n`);
    process.exit(interrupted ? 130 : 1);
  },
);
