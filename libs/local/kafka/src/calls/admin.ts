import { type Broker, eachPartition, nodeId, switchedError } from '../broker';
import { errors } from '../errors';
import { type Settings, allSettings, isCompacted } from '../settings';
import type { Refusal } from '../topics';
import type * as schemas from '../wire/admin-schemas';
import type { AskedOf } from '../wire/api';
import type * as recordSchemas from '../wire/record-schemas';

type NewTopic = AskedOf<typeof schemas.createTopics>['topics'][number];

const settingsOf = ({ settings }: NewTopic): Settings =>
  Object.fromEntries(
    settings.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
  );

/** There is one node, so every partition must want exactly that one. */
const placementRefusal = ({ replicas, assignments }: NewTopic): Refusal | null => {
  const isHere = (brokers: readonly number[]) => brokers.length === 1 && brokers[0] === nodeId;
  if (assignments.some(({ brokers }) => !isHere(brokers)))
    return { error: errors.INVALID_REPLICA_ASSIGNMENT, message: `The only node is ${nodeId}.` };
  const isOne = assignments.length > 0 || replicas === 1 || replicas === -1;
  return isOne ? null : { error: errors.INVALID_REPLICATION_FACTOR, message: 'Only 1 or -1.' };
};

const create = (broker: Broker, asked: NewTopic, validateOnly: boolean): Refusal | null => {
  const { name, assignments } = asked;
  const switched = switchedError(broker, 'CreateTopics', { topic: name });
  if (switched !== errors.NONE) return { error: switched, message: 'A switched fault.' };
  const refusal = placementRefusal(asked);
  if (refusal) return refusal;
  const wanted = asked.partitions === -1 ? broker.partitions : asked.partitions;
  const topic = { name, partitions: assignments.length || wanted, settings: settingsOf(asked) };
  return validateOnly ? broker.topics.refusalOf(topic) : broker.topics.create(topic);
};

export const createTopics = (
  broker: Broker,
  { topics, validateOnly }: AskedOf<typeof schemas.createTopics>,
) => {
  const twice = { error: errors.INVALID_REQUEST, message: 'Named twice in one request.' };
  const isTwice = ({ name }: NewTopic) => topics.filter((topic) => topic.name === name).length > 1;
  return {
    topics: topics.map((topic) => {
      const refusal = isTwice(topic) ? twice : create(broker, topic, validateOnly);
      return { name: topic.name, error: errors.NONE, message: null, ...refusal };
    }),
  };
};

export const deleteTopics = (broker: Broker, { names }: AskedOf<typeof schemas.deleteTopics>) => ({
  topics: names.map((name) => {
    const isGone = broker.topics.delete(name);
    if (isGone) broker.offsets.forgetTopic(name);
    return { name, error: isGone ? errors.NONE : errors.UNKNOWN_TOPIC_OR_PARTITION };
  }),
});

export const deleteRecords = (
  broker: Broker,
  { topics }: AskedOf<typeof recordSchemas.deleteRecords>,
) => ({
  topics: eachPartition(topics, (name, { index, before }) => {
    const refuse = (error: number) => ({ index, logStart: -1, error });
    const topic = broker.topics.get(name);
    const log = topic?.partitions[index];
    if (!topic || !log) return refuse(errors.UNKNOWN_TOPIC_OR_PARTITION);
    if (isCompacted(topic.settings)) return refuse(errors.POLICY_VIOLATION);
    const to = before === -1 ? log.end : before;
    if (to < 0 || to > log.end) return refuse(errors.OFFSET_OUT_OF_RANGE);
    log.deleteBefore(to);
    return { index, logStart: log.start, error: errors.NONE };
  }),
});

export const initProducerId = (
  broker: Broker,
  { transactionalId }: AskedOf<typeof recordSchemas.initProducerId>,
) => {
  const switched = switchedError(broker, 'InitProducerId', {});
  const error = switched || (transactionalId === null ? 0 : errors.TRANSACTIONS_REFUSED);
  return { error, producer: error === errors.NONE ? broker.topics.takeProducerId() : -1 };
};

const kinds = { topic: 2, broker: 4 } as const;
const sources = { topic: 1, staticBroker: 4, byDefault: 5 } as const;

type Resource = { readonly type: number; readonly name: string };
type Found = { readonly error: number; readonly all?: Settings; readonly own?: Settings };

const resourceOf = (broker: Broker, { type, name }: Resource): Found => {
  if (type === kinds.broker && name === String(nodeId)) {
    const { autoCreate, partitions } = broker;
    const all = { 'auto.create.topics.enable': autoCreate, 'num.partitions': partitions };
    const text = Object.entries(all).map(([key, value]) => [key, String(value)]);
    return { error: errors.NONE, all: Object.fromEntries(text) as Settings };
  }
  if (type !== kinds.topic) return { error: errors.INVALID_REQUEST };
  const own = broker.topics.get(name)?.settings;
  if (!own) return { error: errors.UNKNOWN_TOPIC_OR_PARTITION };
  return { error: errors.NONE, all: allSettings(own), own };
};

export const describeConfigs = (
  broker: Broker,
  { resources, synonyms }: AskedOf<typeof schemas.describeConfigs>,
) => ({
  resources: resources.map(({ type, name, keys }) => {
    const { error, all = {}, own = {} } = resourceOf(broker, { type, name });
    const isAsked = ([key]: readonly [string, string]) => !keys?.length || keys.includes(key);
    const inherited = type === kinds.broker ? sources.staticBroker : sources.byDefault;
    const settings = Object.entries(all)
      .filter(isAsked)
      .map(([key, value]) => {
        const isOwn = key in own;
        const source = isOwn ? sources.topic : inherited;
        const setting = { name: key, value, source };
        const readOnly = type === kinds.broker;
        const told = synonyms && isOwn ? [setting] : [];
        return { ...setting, readOnly, isDefault: !isOwn, sensitive: false, synonyms: told };
      });
    const message = error === errors.NONE ? null : 'No such resource here.';
    return { error, message, type, name, settings };
  }),
});
