import type { Told } from './classifier';
import type { Used } from './cpu';
import type { Found } from './run';

/** The pipeline against the three it is measured by; `null` where a ratio has no goal. */
export type Ratio = { readonly name: string; readonly is: number; readonly goal: number | null };

const textbookGoal = 15;
const appendGoal = 1 / 3;

export const ratiosOf = ({ pipeline, alone, naive, raw, appends }: Found): readonly Ratio[] => {
  const gatingUs = Math.max(1, alone.settledCpuUs['gating'] ?? 0);
  const ratio = (name: string, is: number, goal: number | null = null): Ratio => ({
    name,
    is,
    goal,
  });
  return [
    ratio('to outcome ÷ textbook', alone.perSecond / naive.perSecond, textbookGoal),
    ratio('to outcome ÷ appends', alone.perSecond / appends.perSecond, appendGoal),
    ratio('to outcome ÷ raw Kafka', alone.perSecond / raw.perSecond),
    ratio('all at work ÷ textbook', pipeline.perSecond / naive.perSecond),
    ratio('all at work ÷ appends', pipeline.perSecond / appends.perSecond),
    ratio('CPU: textbook ÷ gating', (naive.cpuUs['naive'] ?? 0) / gatingUs),
  ];
};

const numberOf = (value: number): string => Math.round(value).toLocaleString('en');
const usedText = (used: Used): string =>
  Object.entries(used)
    .map(([name, us]) => `${name} ${numberOf(us)}`)
    .join(' · ');

const lines = (rows: readonly (readonly [string, string, string])[]): readonly string[] =>
  rows.map(([what, rate, cpu]) => `${what.padEnd(40)}${rate.padStart(9)}   ${cpu}`);

const ratioLine = ({ name, is, goal }: Ratio): string => {
  const told = `  ${name.padEnd(38)}${is.toFixed(2).padStart(9)}`;
  if (goal === null) return told;
  return `${told}   goal ${goal.toFixed(2)}: ${is >= goal ? 'reached' : 'missed'}`;
};

/** The figures as a table for people. */
export const tableOf = (found: Found): string => {
  const { pipeline, alone, latency, raw, appends, naive } = found;
  return [
    `load of the machine before: ${found.loadBefore.toFixed(1)}`,
    '',
    ...lines([
      ['', 'a second', 'µs of CPU for one'],
      ['raw kafkajs, produce and consume', numberOf(raw.perSecond), usedText(raw.cpuUs)],
      ['store client, 256 appends in flight', numberOf(appends.perSecond), usedText(appends.cpuUs)],
      ['textbook Nest service', numberOf(naive.perSecond), usedText(naive.cpuUs)],
      ['command to outcome', numberOf(alone.perSecond), usedText(alone.settledCpuUs)],
      ['command to outcome, all at work', numberOf(pipeline.perSecond), usedText(pipeline.cpuUs)],
      ['  … until all is quiet', '', usedText(pipeline.settledCpuUs)],
      ...Object.entries(pipeline.stages).map(
        ([topic, rate]) => [`  out on ${topic}`, numberOf(rate), ''] as const,
      ),
      ['account commands', numberOf(found.accountCommandsPerSecond), ''],
    ]),
    '',
    `at ${latency.perSecond} a second: p50 ${latency.p50Ms.toFixed(1)} ms, ` +
      `p99 ${latency.p99Ms.toFixed(1)} ms, most ${latency.mostMs.toFixed(1)} ms`,
    '',
    ...ratiosOf(found).map(ratioLine),
  ].join('\n');
};

/** Rulebook, I24. */
const silenceGoal = 0.01;

/** What time tells a sender, for people. Chance alone may miss the goal where there are few samples. */
export const toldTable = (all: readonly Told[]): string =>
  all
    .map(({ what, auc, chance, delivered, suppressed }) => {
      const of = `${numberOf(delivered)} delivered and ${numberOf(suppressed)} suppressed`;
      const isMet = Math.abs(auc - 0.5) <= silenceGoal;
      const goal = `goal 0.500 ± ${silenceGoal.toFixed(3)}: ${isMet ? 'reached' : 'missed'}`;
      return `by ${what.padEnd(14)} AUC ${auc.toFixed(3)}   ${goal} (by chance ± ${chance.toFixed(3)}; ${of})`;
    })
    .join('\n');
