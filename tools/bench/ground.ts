import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dmOutcomes } from '@vestibule/contracts';
import { type Topics, kafkaTopics } from '@vestibule/topics';
import type { Part } from '../stack/child';
import { type Stack, startStack } from '../stack/stack';
import { answersOn } from './answers';
import { endsOf } from './ends';
import { type Driving, stageTopics } from './pipeline';

/** What everything is measured on. */
export type Ground = { readonly stack: Stack; readonly topics: Topics; readonly driving: Driving };

const open = async (stack: Stack, quietMs: number): Promise<Ground> => {
  const broker = stack.addresses.kafka;
  const topics = kafkaTopics({ brokers: [broker], clientId: 'bench' });
  const pids = new Map([...stack.parts].map(([name, { pid }]) => [name, pid]));
  const [answers, ends] = await Promise.all([
    answersOn(topics, dmOutcomes.name),
    endsOf(broker, { topics: stageTopics, quietMs }),
  ]);
  return { stack, topics, driving: { topics, answers, ends, pids } };
};

const stackIn = async (data: string): Promise<Stack> =>
  startStack({
    data,
    env: { ...process.env, LOG_LEVEL: 'warn' },
    apps: ['identity', 'gating', 'delivery', 'notifications'],
  });

const logMax = 2_000;

/** Rejects when a process of the stack fails: what is measured then is something else. */
const lost = async ({ parts }: Stack, data: string): Promise<never> =>
  new Promise((_, reject) => {
    const watch = async ({ name, exited }: Part) => {
      const code = await exited;
      if (code === 0) return;
      const log = join(data, 'logs', `${name}.log`);
      const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-logMax) : '';
      reject(new Error(`${name} ended with code ${String(code)}.\n${said}`));
    };
    for (const part of parts.values()) void watch(part);
  });

/** Measures on a fresh stack, and leaves nothing behind. */
export const onFreshStack = async <Found>(
  quietMs: number,
  measure: (ground: Ground) => Promise<Found>,
): Promise<Found> => {
  const data = mkdtempSync(join(tmpdir(), 'vestibule-bench-'));
  const stack = await stackIn(data);
  const ended = lost(stack, data);
  ended.catch(() => {}); // told below, where the parts are measured
  try {
    const ground = await open(stack, quietMs);
    const found = await Promise.race([measure(ground), ended]);
    await Promise.all([ground.driving.ends.close(), ground.driving.answers.close()]);
    await ground.topics.close();
    return found;
  } finally {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  }
};
