import { parseArgs } from 'node:util';
import { ratiosOf, tableOf, toldTable } from './report';
import { runBench } from './run';
import { fullSilence, quickSilence, runSilence } from './silence';
import { full, quick } from './sizes';

const help = `npm run bench [-- options]

Measures the pipeline on a fresh stack, beside what it is built on and what it is to beat: the bare
Kafka client, the bare store client with 256 appends in flight, and a textbook Nest service
(tools/bench/naive). All in one run, in about a minute; compare ratios and CPU, not rates.
  --silence whether time tells a sender of a no (I24): 20,000 messages, half of them suppressed,
            in about two minutes; 0.50 ± 0.01 is nothing
  --quick   a few commands only: whether it works, not how fast
  --json    one JSON document on stdout
  --help    this text`;

const { values: options } = parseArgs({
  options: {
    silence: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const main = async (): Promise<void> => {
  if (options.help) return print(help);
  const beganAtMs = performance.now();
  const since = () => ((performance.now() - beganAtMs) / 1_000).toFixed(1).padStart(5);
  // Progress stands beside the result, so that `--json` stays one document.
  const say = (text: string) => process.stderr.write(`${since()} s  ${text}\n`);
  if (options.silence) {
    const told = await runSilence(options.quick ? quickSilence : fullSilence, say);
    return print(options.json ? JSON.stringify(told, null, 2) : `\n${toldTable(told)}`);
  }
  const found = await runBench(options.quick ? quick : full, say);
  if (options.json) return print(JSON.stringify({ ...found, ratios: ratiosOf(found) }, null, 2));
  print(`\n${tableOf(found)}`);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
