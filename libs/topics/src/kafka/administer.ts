import { setTimeout as wait } from 'node:timers/promises';
import type { TopicSettings } from '@vestibule/contracts';
import { UnknownTopicError } from '../errors';
import { type Admin, ConfigResourceTypes, type KafkaOptions, kafkaClient, rootOf } from './client';

const usableWithinMs = 30_000;
const knownWithinMs = 1_000;

/** What is said for a moment of a topic that is being made, or whose leader moves. */
const notYet = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'KafkaJSBrokerNotFound',
]);

/**
 * Asks with a client of its own, thrown away: a missing topic stays on a client's list and fails
 * each of its later look-ups.
 */
export const askOnce = async <Answer>(
  options: KafkaOptions,
  ask: (admin: Admin) => Promise<Answer>,
): Promise<Answer> => {
  const admin = kafkaClient(options).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect().catch(() => {});
  }
};

/** The end offsets of one topic; `notYet` stands for an answer that may soon be another. */
const askEnds = async (
  options: KafkaOptions,
  topic: string,
): Promise<readonly bigint[] | 'notYet'> => {
  try {
    const offsets = await askOnce(options, (admin) => admin.fetchTopicOffsets(topic));
    return offsets
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ high }) => BigInt(high));
  } catch (error) {
    const reason = rootOf(error);
    if (!notYet.has(reason.type ?? reason.name)) throw reason;
    return 'notYet';
  }
};

/**
 * End offsets by partition. Throws `UnknownTopicError` when the topic is not there after
 * `withinMs` (a new topic takes a moment), or what kept the broker from answering.
 */
export const endsOf = async (
  options: KafkaOptions,
  topic: string,
  withinMs = knownWithinMs,
): Promise<readonly bigint[]> => {
  const giveUpAtMs = Date.now() + withinMs;
  let ends = await askEnds(options, topic);
  while (ends === 'notYet' && Date.now() < giveUpAtMs) {
    await wait(50);
    ends = await askEnds(options, topic);
  }
  if (ends === 'notYet') throw new UnknownTopicError(topic);
  return ends;
};

const configOf = ({ retentionMs, logAppendTime }: TopicSettings) => ({
  'cleanup.policy': 'delete',
  'retention.ms': String(retentionMs),
  'message.timestamp.type': logAppendTime ? 'LogAppendTime' : 'CreateTime',
});

const make = async (admin: Admin, topics: readonly TopicSettings[]): Promise<void> => {
  await admin.createTopics({
    // Waiting for leaders throws "unknown topic" for topics that are being made.
    waitForLeaders: false,
    topics: topics.map((settings) => ({
      topic: settings.name,
      numPartitions: settings.partitions,
      replicationFactor: -1,
      configEntries: Object.entries(configOf(settings)).map(([name, value]) => ({ name, value })),
    })),
  });
};

/** One sentence for each setting of a topic that is not as wanted. */
const driftOf = async (
  admin: Admin,
  topics: readonly TopicSettings[],
): Promise<readonly string[]> => {
  if (topics.length === 0) return [];
  const { topics: metadata } = await admin.fetchTopicMetadata({
    topics: topics.map(({ name }) => name),
  });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((settings) => ({
      type: ConfigResourceTypes.TOPIC,
      name: settings.name,
      configNames: Object.keys(configOf(settings)),
    })),
  });
  return topics.flatMap((settings) => {
    const { name, partitions } = settings;
    const known = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    const held = metadata.find((topic) => topic.name === name)?.partitions.length;
    return [['partitions', String(partitions)] as const, ...Object.entries(configOf(settings))]
      .map(([setting, wanted]) => {
        const found = known.find(({ configName }) => configName === setting)?.configValue;
        return { setting, wanted, is: setting === 'partitions' ? String(held) : found };
      })
      .filter(({ is, wanted }) => is !== wanted)
      .map(({ setting, is, wanted }) => `${name}: ${setting} is ${is}, not ${wanted}`);
  });
};

/** Makes what is missing, waits until every partition answers, and tells what differs. */
export const createTopics = async (
  options: KafkaOptions,
  topics: readonly TopicSettings[],
): Promise<readonly string[]> => {
  const drift = await askOnce(options, async (admin) => {
    const there = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !there.has(name));
    if (missing.length > 0) await make(admin, missing);
    return driftOf(
      admin,
      topics.filter(({ name }) => there.has(name)),
    );
  });
  for (const { name } of topics) await endsOf(options, name, usableWithinMs);
  return drift;
};
