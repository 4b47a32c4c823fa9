import { Kafka, logLevel } from 'kafkajs';
import type { Topics } from '@vestibule/topics';
import { until } from '../../e2e/until';
import { type Used, each, meter } from './cpu';
import type { Asked } from './load';

/** What a part of the run came to. `cpuUs` is for one record, append or command. */
export type Figure = {
  readonly count: number;
  readonly perSecond: number;
  readonly cpuUs: Used;
};

const topic = 'bench.raw.v1';
const partitions = 12;
const perSend = 1_000;

const clientOf = (broker: string): Kafka =>
  new Kafka({ brokers: [broker], clientId: 'bench-raw', logLevel: logLevel.NOTHING });

const produceAll = async (client: Kafka, records: readonly Asked[]): Promise<void> => {
  const producer = client.producer({ maxInFlightRequests: 1 });
  await producer.connect();
  const messages = records.map(({ record: { key, value, headers } }, index) => ({
    key,
    value,
    headers: { ...headers },
    partition: index % partitions,
  }));
  for (let from = 0; from < messages.length; from += perSend)
    await producer.send({ topic, acks: -1, messages: messages.slice(from, from + perSend) });
  await producer.disconnect();
};

const listen = async (client: Kafka) => {
  const consumer = client.consumer({ groupId: 'bench-raw', maxWaitTimeInMs: 100 });
  let count = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: partitions,
    eachBatch: async ({ batch }) => {
      count += batch.messages.length;
    },
  });
  return { count: () => count, close: async () => consumer.disconnect() };
};

/** The bare Kafka client: records of a command's size, sent as our producer sends, and read. */
export const rawKafka = async (
  { broker, topics, kafkaPid }: { broker: string; topics: Topics; kafkaPid: number },
  records: readonly Asked[],
): Promise<Figure> => {
  await topics.create([{ name: topic, partitions, retentionMs: 3_600_000, logAppendTime: true }]);
  const client = clientOf(broker);
  const heard = await listen(client);
  const used = await meter(
    new Map([
      ['client', process.pid],
      ['kafka', kafkaPid],
    ]),
  );
  const beganAtMs = performance.now();
  await produceAll(client, records);
  await until('the records', () => heard.count() >= records.length || undefined);
  const seconds = (performance.now() - beganAtMs) / 1_000;
  const cpuUs = each(await used(), records.length);
  await heard.close();
  return { count: records.length, perSecond: records.length / seconds, cpuUs };
};
