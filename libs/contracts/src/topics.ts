import { days } from './days';
import { deliveryCommands } from './delivery-commands';
import { deliveryEvents } from './delivery-events';
import { dmCommands } from './dm-commands';
import { dmOutcomes } from './dm-outcomes';
import { gatingCommands } from './gating-commands';
import { gatingEvents } from './gating-events';
import { identityCommands } from './identity-commands';
import { identityEvents } from './identity-events';
import { notificationsCommands } from './notifications-commands';
import { notificationsEvents } from './notifications-events';
import { policyCommands } from './policy-commands';
import { policyEvents } from './policy-events';
import type { Topic, TopicSettings } from './topic';

/** The one typed table of topics: what brokers, access rules and documents are made from. */
export const allTopics = [
  dmCommands,
  gatingCommands,
  gatingEvents,
  dmOutcomes,
  identityCommands,
  identityEvents,
  deliveryCommands,
  deliveryEvents,
  notificationsCommands,
  notificationsEvents,
  policyCommands,
  policyEvents,
] as const satisfies readonly Topic[];

/** Any of our topics. */
export type KnownTopic = (typeof allTopics)[number];

/** The services that read as a consumer group of their own name and write dead letters. */
export const groups = ['identity', 'gating', 'delivery', 'notifications', 'policy'] as const;
export type Group = (typeof groups)[number];

/**
 * Where a group puts the records of a topic that it could not understand. One partition: there are
 * few of them, and operators read them in one order.
 */
export const deadLetterTopic = (
  { name }: { readonly name: string },
  group: string,
): TopicSettings => ({
  name: `${name}.${group}.dlq`,
  partitions: 1,
  retentionMs: days(30),
  logAppendTime: false,
});

const settingsOf = ({ name, partitions, retentionMs, logAppendTime }: Topic): TopicSettings => ({
  name,
  partitions,
  retentionMs,
  logAppendTime,
});

/** Settings of topics and of the dead-letter topics of every group that reads them. */
export const topicsFor = (topics: readonly Topic[] = allTopics): readonly TopicSettings[] =>
  topics.flatMap((topic) => [
    settingsOf(topic),
    ...groups
      .filter((group) => topic.readers.includes(group))
      .map((group) => deadLetterTopic(topic, group)),
  ]);
