import { createTopics, endsOf } from './kafka/administer';
import { browseTopic } from './kafka/browse';
import type { KafkaOptions } from './kafka/client';
import { KafkaConsumer } from './kafka/consume';
import { KafkaSender } from './kafka/produce';
import type { Consumer, Topics } from './topics';

export type { KafkaOptions } from './kafka/client';

/**
 * The message bus on Kafka, through kafkajs. Nothing connects before it is needed.
 * `send` repeats until the brokers acknowledge, however long they are away; `create`, `ends` and
 * `browse` reject when no broker answers. `consume` waits for the brokers, and fails only for a
 * topic that is not there or a client that is beyond repair.
 * After `close` every `send` rejects with `TopicsClosedError`.
 */
export const kafkaTopics = (options: KafkaOptions): Topics => {
  const alert = options.alert ?? (() => {});
  const sender = new KafkaSender(options, alert);
  const consumers = new Set<Consumer>();

  return {
    send: async (records) => sender.send(records),
    consume: (wanted, each) => {
      const consumer = new KafkaConsumer(options, wanted, each);
      consumers.add(consumer);
      return consumer;
    },
    create: async (topics) => createTopics(options, topics),
    ends: async (topic) => endsOf(options, topic),
    browse: async (topic, max) => browseTopic(options, topic, max),
    close: async () => {
      await Promise.all([...consumers].map(async ({ stop }) => stop()));
      await sender.close();
    },
  };
};
