import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { gatingCommands } from '@vestibule/contracts';
import type { OutgoingRecord, Topics } from '@vestibule/topics';
import { until } from '../../e2e/until';
import { nodeOptions } from '../stack/child';
import type { Addresses } from '../stack/stack';
import { answersOn } from './answers';
import { type Pids, each, meter } from './cpu';
import { naiveCommands, naiveOutcomes } from './naive/topics';
import type { Figure } from './raw-kafka';

const hook = join(__dirname, '../swc-register.cjs');

const startNaive = async ({ kafka, eventstore }: Addresses) => {
  const child = fork(join(__dirname, 'naive/main.ts'), {
    execArgv: [...nodeOptions, '-r', hook],
    env: { ...process.env, KAFKA_BROKERS: kafka, EVENTSTORE_URL: eventstore },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`The textbook service ended with code ${String(code)}.`);
  });
  ended.catch(() => {});
  await Promise.race([once(child, 'message'), ended]);
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL'); // in order it would wait five seconds for its open fetch
      await exited;
    },
  };
};

/** The first `count` commands as identity has passed them on, for the textbook service. */
const enriched = async (topics: Topics, count: number): Promise<readonly OutgoingRecord[]> => {
  const found: OutgoingRecord[] = [];
  const consumer = topics.consume(
    { group: `bench-${randomUUID()}`, topics: [gatingCommands.name] },
    async ({ records }) => {
      for (const { key, value, headers } of records)
        found.push({ topic: naiveCommands.name, key, value, headers });
      return records.length;
    },
  );
  await until('the commands with facts', () => found.length >= count || undefined);
  await consumer.stop();
  return found.slice(0, count);
};

/** The textbook service on the same stack, given what gating was given: facts are attached. */
export const textbook = async (
  { addresses, topics, pids }: { addresses: Addresses; topics: Topics; pids: Pids },
  { count, patienceMs }: { count: number; patienceMs: number },
): Promise<Figure> => {
  await topics.create([naiveCommands, naiveOutcomes]);
  const records = await enriched(topics, count);
  const warmUp = Math.ceil(count / 3);
  const answers = await answersOn(topics, naiveOutcomes.name);
  const service = await startNaive(addresses);
  try {
    await topics.send(records.slice(0, warmUp));
    await answers.until(warmUp, patienceMs);
    answers.forget();
    const used = await meter(new Map([...pids, ['naive', service.pid]]));
    const sent = topics.send(records.slice(warmUp));
    const tookMs = await answers.until(count - warmUp, patienceMs);
    await sent;
    const done = answers.count();
    return { count: done, perSecond: (done * 1_000) / tookMs, cpuUs: each(await used(), done) };
  } finally {
    await answers.close();
    await service.end();
  }
};
