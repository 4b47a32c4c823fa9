import { headerNames, specversion } from './headers';
import { outline, partsOf } from './parts';
import type { Schema } from './schema';
import { sentences } from './sentences';
import { messageSchema, schemasOf } from './shapes';
import type { Topic } from './topic';
import { allTopics, type KnownTopic } from './topics';

/** A golden sample: one record with its value as JSON. */
export type Sample = {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, unknown>>;
};

/** Samples by `<topic>/<Message>`, or `<topic>/<Message>.<variant>` for further ones. */
export type Samples = Readonly<Record<string, Sample>>;

type Json = Readonly<Record<string, unknown>>;

/** The samples of one message, by name, the plain one first. */
export const samplesOf = (
  samples: Samples,
  { name }: Topic,
  type: string,
): readonly [string, Sample][] =>
  Object.entries(samples)
    .filter(([path]) => path === `${name}/${type}` || path.startsWith(`${name}/${type}.`))
    .map(([path, sample]): [string, Sample] => [path.slice(name.length + 1), sample])
    .toSorted(([one], [another]) => one.length - another.length);

/** Keys of an AsyncAPI document hold no dots. */
const plain = (name: string): string => name.replaceAll('.', '-');

const refer = (name: string): string => `#/components/schemas/${name}`;

const text = { type: 'string' };

const headerSchema = (topic: Topic, type: string): Schema => {
  const { specversion: version, id, type: typeName, source, time, contentType } = headerNames;
  const { stream, revision, metadata, traceparent } = headerNames;
  const always = [version, id, typeName, source, ...(topic.coordinates ? [stream, revision] : [])];
  return {
    type: 'object',
    required: topic.coordinates ? [...always, metadata] : always,
    properties: {
      [version]: { const: specversion },
      [id]: text,
      [typeName]: { const: type },
      [source]: text,
      [time]: { type: 'string', format: 'date-time' },
      [contentType]: { const: 'application/json' },
      [traceparent]: text,
      ...(topic.coordinates && { [stream]: text, [revision]: text, [metadata]: text }),
    },
  };
};

const summaryOf = (topic: KnownTopic, type: string): string =>
  (sentences[topic.name].messages as Readonly<Record<string, string>>)[type] ?? '';

const messageOf = (topic: KnownTopic, type: string, samples: Samples): Json => ({
  name: type,
  title: type,
  summary: summaryOf(topic, type),
  contentType: 'application/json',
  headers: headerSchema(topic, type),
  payload: outline(messageSchema(topic, type), refer),
  bindings: { kafka: { key: { type: 'string', description: `${topic.key} id` } } },
  examples: samplesOf(samples, topic, type).map(([name, { headers, value }]) => ({
    name,
    headers,
    payload: value,
  })),
});

const messageKey = (topic: Topic, type: string): string => `${plain(topic.name)}-${type}`;

const channelOf = (topic: KnownTopic): Json => ({
  address: topic.name,
  description: sentences[topic.name].about,
  messages: Object.fromEntries(
    Object.keys(topic.messages).map((type) => [
      type,
      { $ref: `#/components/messages/${messageKey(topic, type)}` },
    ]),
  ),
  bindings: {
    kafka: {
      partitions: topic.partitions,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': topic.retentionMs },
      bindingVersion: '0.5.0',
    },
  },
  'x-audience': topic.audience,
  'x-message-timestamp-type': topic.logAppendTime ? 'LogAppendTime' : 'CreateTime',
});

const operationsOf = (topic: KnownTopic): readonly [string, Json][] => {
  const channel = { $ref: `#/channels/${plain(topic.name)}` };
  const operation = (action: 'send' | 'receive', who: string): [string, Json] => [
    `${who}-${action}-${plain(topic.name)}`,
    { action, channel, title: `${who}: ${action} ${topic.name}` },
  ];
  return [
    ...topic.writers.map((who) => operation('send', who)),
    ...topic.readers.map((who) => operation('receive', who)),
  ];
};

/**
 * The AsyncAPI document of all topics: channels, who sends and who receives, the schema of every
 * message and its samples as examples.
 * Source: AsyncAPI 3.0, with the Kafka bindings 0.5.0.
 */
export const asyncapi = (samples: Samples): Json => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Vestibule',
    version: '1.0.0',
    description: 'Message requests: who may write to whom, asked and answered on Kafka topics.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: Object.fromEntries(allTopics.map((topic) => [plain(topic.name), channelOf(topic)])),
  operations: Object.fromEntries(allTopics.flatMap(operationsOf)),
  components: {
    schemas: partsOf(allTopics.flatMap(schemasOf), refer),
    messages: Object.fromEntries(
      allTopics.flatMap((topic) =>
        Object.keys(topic.messages).map((type) => [
          messageKey(topic, type),
          messageOf(topic, type, samples),
        ]),
      ),
    ),
  },
});
