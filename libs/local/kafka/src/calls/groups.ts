import { type Broker, type Caller, durable, eachPartition, nodeId, switchedError } from '../broker';
import { errors } from '../errors';
import { type Member, joinRefusal, metadataOf, nothing } from '../groups/member';
import * as requests from '../groups/requests';
import type { Committed } from '../groups/offsets';
import type { AnsweredOf, AskedOf } from '../wire/api';
import type * as schemas from '../wire/group-schemas';

const metadataBytesMax = 4_096;

/** Groups have this node for coordinator; transactions have none. */
export const findCoordinator = (
  broker: Broker,
  { key, keyType }: AskedOf<typeof schemas.findCoordinator>,
): AnsweredOf<typeof schemas.findCoordinator> => {
  const switched = switchedError(broker, 'FindCoordinator', { group: key });
  const error = switched || (keyType === 0 ? errors.NONE : errors.COORDINATOR_NOT_AVAILABLE);
  return error === errors.NONE
    ? { error, node: nodeId, host: broker.host, port: broker.port }
    : { error, message: 'No coordinator.', node: -1, host: '', port: -1 };
};

export const joinGroup = (
  broker: Broker,
  asked: AskedOf<typeof schemas.joinGroup>,
  { version, clientId, host }: Caller,
) => {
  const switched = switchedError(broker, 'JoinGroup', { group: asked.group });
  if (switched !== errors.NONE) return joinRefusal(switched, asked.member);
  // Until version 1 one timeout served for both, and until 4 nobody had to ask for an id.
  const rebalanceMs = version >= 1 ? asked.rebalanceMs : asked.sessionMs;
  return broker.groups.join(asked.group, {
    ...asked,
    rebalanceMs,
    clientId,
    host,
    asksForId: version >= 4,
  });
};

export const syncGroup = (broker: Broker, asked: AskedOf<typeof schemas.syncGroup>) => {
  const group = broker.groups.get(asked.group);
  const switched = switchedError(broker, 'SyncGroup', { group: asked.group });
  if (group && switched === errors.NONE) return requests.sync(group, asked);
  return { error: switched || errors.UNKNOWN_MEMBER_ID, assignment: nothing };
};

export const heartbeat = (
  broker: Broker,
  { group: id, member, generation }: AskedOf<typeof schemas.heartbeat>,
) => {
  const group = broker.groups.get(id);
  const switched = switchedError(broker, 'Heartbeat', { group: id });
  if (group && switched === errors.NONE)
    return { error: requests.heartbeat(group, member, generation) };
  return { error: switched || errors.UNKNOWN_MEMBER_ID };
};

export const leaveGroup = (
  broker: Broker,
  { group: id, member, members }: AskedOf<typeof schemas.leaveGroup>,
  { version }: Caller,
) => {
  const group = broker.groups.get(id);
  const leaving = version >= 3 ? members : [{ id: member, instance: null }];
  const left = leaving.map((one) => ({
    ...one,
    error: group ? requests.leave(group, one.id, one.instance) : errors.UNKNOWN_MEMBER_ID,
  }));
  return { error: version >= 3 ? errors.NONE : (left[0]?.error ?? 0), members: left };
};

/** Answers when the commits are in the journal; a full disk looks like a coordinator that moved. */
export const offsetCommit = async (
  broker: Broker,
  asked: AskedOf<typeof schemas.offsetCommit>,
): Promise<AnsweredOf<typeof schemas.offsetCommit>> => {
  const { group, member, generation } = asked;
  const refusal = broker.groups.commitRefusal(group, member, generation);
  const commits: Committed[] = [];
  const topics = eachPartition(asked.topics, (topic, { index, offset, leaderEpoch, metadata }) => {
    const switched = switchedError(broker, 'OffsetCommit', { topic, partition: index, group });
    const isLong = Buffer.byteLength(metadata ?? '') > metadataBytesMax;
    const unknown = broker.topics.partition(topic, index) ? 0 : errors.UNKNOWN_TOPIC_OR_PARTITION;
    const long = isLong ? errors.OFFSET_METADATA_TOO_LARGE : errors.NONE;
    const error = refusal || switched || unknown || long;
    if (error === errors.NONE) commits.push({ topic, index, offset, leaderEpoch, metadata });
    return { index, error };
  });
  const isDone = commits.length === 0 || broker.offsets.commit(group, commits);
  if (broker.disk.synced) await durable(broker.disk);
  if (isDone) return { topics };
  const moved = ({ index, error }: { index: number; error: number }) => ({
    index,
    error: error || errors.NOT_COORDINATOR,
  });
  return {
    topics: topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(moved) })),
  };
};

export const offsetFetch = (
  broker: Broker,
  { group, topics }: AskedOf<typeof schemas.offsetFetch>,
): AnsweredOf<typeof schemas.offsetFetch> => {
  const committed = new Map<string, number[]>();
  for (const { topic, index } of broker.offsets.allOf(group))
    committed.set(topic, [...(committed.get(topic) ?? []), index]);
  const all = [...committed].map(([name, partitions]) => ({ name, partitions }));
  const error = switchedError(broker, 'OffsetFetch', { group });
  return {
    error,
    topics: eachPartition(topics ?? all, (topic, index) => {
      const {
        offset = -1,
        leaderEpoch = -1,
        metadata = '',
      } = broker.offsets.get(group, topic, index) ?? {};
      return { index, offset, leaderEpoch, metadata, error };
    }),
  };
};

const describe = (broker: Broker, id: string) => {
  const group = broker.groups.get(id);
  const isKnown = group !== undefined || broker.offsets.allOf(id).length > 0;
  const protocol = group?.state === 'Stable' ? group.protocol : '';
  const members: readonly Member[] = [...(group?.members.values() ?? [])];
  return {
    error: errors.NONE,
    id,
    state: group?.state ?? (isKnown ? 'Empty' : 'Dead'),
    protocolType: group?.protocolType ?? '',
    protocol,
    members: members.map((member) => ({ ...member, metadata: metadataOf(member, protocol) })),
  };
};

export const describeGroups = (
  broker: Broker,
  { groups }: AskedOf<typeof schemas.describeGroups>,
) => ({ groups: groups.map((id) => describe(broker, id)) });

export const listGroups = (broker: Broker) => ({
  error: errors.NONE,
  groups: broker.groups.ids().map((id) => ({
    id,
    protocolType: broker.groups.get(id)?.protocolType || 'consumer',
  })),
});

export const deleteGroups = (broker: Broker, { groups }: AskedOf<typeof schemas.deleteGroups>) => ({
  groups: groups.map((id) => ({ id, error: broker.groups.delete(id) })),
});
