import type { TopicSettings } from '@vestibule/contracts';

const settings = { partitions: 12, retentionMs: 3_600_000, logAppendTime: false };

/** What the textbook service hears: the records of `gating.commands.v1`, facts and all. */
export const naiveCommands: TopicSettings = { name: 'bench.naive.commands.v1', ...settings };
/** What it answers: the sender-safe outcome. */
export const naiveOutcomes: TopicSettings = { name: 'bench.naive.outcomes.v1', ...settings };
