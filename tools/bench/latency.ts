import { setTimeout as wait } from 'node:timers/promises';
import { dmOutcomes } from '@vestibule/contracts';
import type { Topics } from '@vestibule/topics';
import { build } from 'hdr-histogram-js';
import { answersOn } from './answers';
import type { Asked } from './load';

/** From the moment a command was due to its answer, in milliseconds. */
export type Latency = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  readonly answered: number;
};

const usPerMs = 1_000;

/**
 * Sends commands at a steady rate, whatever becomes of those before: time counts from when each was
 * due, so that a pause delays nobody's clock. Resolves when all are sent.
 */
export const steadily = async (
  topics: Topics,
  commands: readonly Asked[],
  { perSecond, onDue }: { perSecond: number; onDue: (asked: Asked, dueAtMs: number) => void },
): Promise<void> => {
  const beganAtMs = performance.now();
  const sent: Promise<void>[] = [];
  for (const [index, asked] of commands.entries()) {
    const dueAtMs = beganAtMs + (index * 1_000) / perSecond;
    if (dueAtMs > performance.now()) await wait(dueAtMs - performance.now());
    onDue(asked, dueAtMs);
    sent.push(topics.send([asked.record]));
  }
  await Promise.all(sent);
};

/** How long answers take at a steady rate. */
export const latency = async (
  topics: Topics,
  commands: readonly Asked[],
  { perSecond, patienceMs }: { perSecond: number; patienceMs: number },
): Promise<Latency> => {
  const histogram = build({ numberOfSignificantValueDigits: 3 });
  const dueAtMs = new Map<string, number>();
  const answers = await answersOn(topics, dmOutcomes.name, (id, heardAtMs) => {
    const due = dueAtMs.get(id);
    if (due !== undefined) histogram.recordValue(Math.max(1, (heardAtMs - due) * usPerMs));
  });
  await steadily(topics, commands, { perSecond, onDue: ({ id }, atMs) => dueAtMs.set(id, atMs) });
  await answers.until(commands.length, patienceMs);
  await answers.close();
  const at = (percentile: number) => histogram.getValueAtPercentile(percentile) / usPerMs;
  const answered = answers.count();
  return { perSecond, p50Ms: at(50), p99Ms: at(99), mostMs: at(100), answered };
};
