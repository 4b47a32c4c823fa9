import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { allTopics } from '@vestibule/contracts';
import { wireGround } from '../e2e/wire-ground';
import { openWorld } from '../e2e/world';
import { localKeys } from './stack/keys';
import type { Part } from './stack/child';
import { residentBytes } from './stack/memory';
import { type Stack, isApp, startStack } from './stack/stack';
import { type People, tryThis } from './start/try-this';

const help = `npm start [-- options]

Starts Vestibule on this machine: everything that the environment does not name.
  KAFKA_BROKERS, EVENTSTORE_URL, DATABASE_URL   use these instead of the local servers
  CHANNELS=console,webhook,web-push             how people are told; docs/operations.md has the rest
  --data <directory>   where everything durable lives (default: data)
  --port <number>      the gateway's port (default: 8080)
  --json               one JSON line when ready, nothing else on stdout
  --help               this text

Ctrl-C stops all of it. Delete the data directory to start afresh.`;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: 'data' },
    port: { type: 'string', default: '8080' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => {
  if (!options.json) process.stdout.write(`${text}\n`);
};
const dim = (text: string): string => (process.stdout.isTTY ? styleText('dim', text) : text);
const bold = (text: string): string => (process.stdout.isTTY ? styleText('bold', text) : text);

/** Two accounts to try things with, registered through the topics the first time. */
const peopleIn = async (stack: Stack, data: string): Promise<People> => {
  const file = join(data, 'people.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as People;
  } catch {
    const world = await openWorld(await wireGround(stack.addresses));
    const [ann, bob] = await world.people({ name: 'Ann' }, { name: 'Bob' });
    await world.close();
    const people = { ann: ann?.id ?? '', bob: bob?.id ?? '' };
    writeFileSync(file, JSON.stringify(people));
    return people;
  }
};

let stopping = false;

/** Brings an app back that ended by itself; without a server there is nothing to go on with. */
const watch = async (part: Part, stack: Stack, stop: (code: number) => void): Promise<void> => {
  const code = await part.exited;
  if (stopping) return;
  say(`${part.name} ended with code ${code}; its log is in ${options.data}/logs`);
  if (!isApp(part.name)) return stop(1);
  const again = await stack.restart(part.name);
  say(`${part.name} is back`);
  return watch(again, stack, stop);
};

const main = async (): Promise<void> => {
  if (options.help) return say(help);
  const began = performance.now();
  const data = resolve(options.data);
  const since = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`.padStart(7);
  const stack = await startStack({
    data,
    ports: { kafka: 9092, eventstore: 2113, postgres: 5433, gateway: Number(options.port) },
    onStep: (text) => say(`${dim(since())}  ${text}`),
  });
  const addressFile = join(data, 'stack.json');
  writeFileSync(addressFile, JSON.stringify(stack.addresses));

  const stop = async (code: number) => {
    if (stopping) process.exit(1);
    stopping = true;
    say('\nStopping …');
    rmSync(addressFile, { force: true });
    await stack.stop();
    say('Stopped. Everything is kept in the data directory; `npm start` goes on from there.');
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  for (const part of stack.parts.values()) void watch(part, stack, (code) => void stop(code));

  const readyMs = Math.round(performance.now() - began);
  const pids = [process.pid, ...[...stack.parts.values()].map(({ pid }) => pid)];
  const megabytes = Math.round((await residentBytes(pids)) / 1_000_000);
  const people = await peopleIn(stack, data);
  if (options.json) {
    const line = { ready: true, readyMs, megabytes, addresses: stack.addresses, people };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  const { kafka, eventstore, database, gateway } = stack.addresses;
  say(`
${bold('Vestibule is ready')} after ${(readyMs / 1_000).toFixed(1)} s, with ${pids.length} processes in ${megabytes} MB.

  gateway      ${gateway}   (OpenAPI: ${gateway}/openapi.json)
  Kafka        ${kafka}
  event store  ${eventstore}
  PostgreSQL   ${database}
  topics       ${allTopics.map(({ name }) => name).join(', ')}

${await tryThis(stack.addresses, people, { keys: await localKeys(join(data, 'keys')), stackFile: addressFile })}

Ctrl-C stops all of it.`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
