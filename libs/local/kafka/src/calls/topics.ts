import { type Broker, eachPartition, nodeId, shuffled, switchedError } from '../broker';
import { errors } from '../errors';
import type { Partition } from '../log/partition';
import { findByTime } from '../log/search';
import { type Topic, isTopicName } from '../topics';
import type { AnsweredOf, AskedOf } from '../wire/api';
import type * as schemas from '../wire/record-schemas';

const ends = { latest: -1, earliest: -2 } as const;
const nowhere = { timeMs: -1, offset: -1, leaderEpoch: -1 };

const offsetAt = (log: Partition, timeMs: number) => {
  if (timeMs < ends.earliest) return { ...nowhere, error: errors.UNSUPPORTED_VERSION };
  const known = { error: errors.NONE, timeMs: -1, leaderEpoch: 0 };
  if (timeMs === ends.latest) return { ...known, offset: log.end };
  if (timeMs === ends.earliest) return { ...known, offset: log.start };
  const found = findByTime(log, timeMs);
  return found ? { ...known, ...found } : { ...nowhere, error: errors.NONE };
};

export const listOffsets = (
  broker: Broker,
  asked: AskedOf<typeof schemas.listOffsets>,
): AnsweredOf<typeof schemas.listOffsets> => ({
  topics: eachPartition(asked.topics, (topic, { index, leaderEpoch, timeMs }) => {
    const log = broker.topics.partition(topic, index);
    const switched = switchedError(broker, 'ListOffsets', { topic, partition: index });
    const stale = leaderEpoch > 0 ? errors.UNKNOWN_LEADER_EPOCH : errors.NONE;
    const error = switched || (log ? stale : errors.UNKNOWN_TOPIC_OR_PARTITION);
    return { index, ...(log && error === 0 ? offsetAt(log, timeMs) : { ...nowhere, error }) };
  }),
});

const partitionsOf = ({ partitions }: Topic) =>
  shuffled(partitions.map((_, index) => index)).map((index) => ({
    error: errors.NONE,
    index,
    leader: nodeId,
    replicas: [nodeId],
    inSync: [nodeId],
  }));

const topicError = (broker: Broker, name: string, mayCreate: boolean): number => {
  const switched = switchedError(broker, 'Metadata', { topic: name });
  if (switched !== errors.NONE || broker.topics.get(name)) return switched;
  if (!isTopicName(name)) return errors.INVALID_TOPIC;
  if (!mayCreate) return errors.UNKNOWN_TOPIC_OR_PARTITION;
  const topic = { name, partitions: broker.partitions, settings: {} };
  return broker.topics.create(topic)?.error ?? errors.NONE;
};

export const metadata = (
  broker: Broker,
  asked: AskedOf<typeof schemas.metadata>,
  { version }: { readonly version: number },
): AnsweredOf<typeof schemas.metadata> => {
  const wanted = asked.topics?.map(({ name }) => name) ?? [];
  const isForAll = asked.topics === null || (version === 0 && wanted.length === 0);
  const names = isForAll ? broker.topics.names() : [...new Set(wanted)];
  const mayCreate = asked.autoCreate && broker.autoCreate;
  return {
    brokers: [{ id: nodeId, host: broker.host, port: broker.port }],
    clusterId: broker.topics.clusterId,
    controller: nodeId,
    topics: shuffled(names).map((name) => {
      const error = topicError(broker, name, mayCreate);
      const topic = broker.topics.get(name);
      return { error, name, partitions: topic && error === 0 ? partitionsOf(topic) : [] };
    }),
  };
};
