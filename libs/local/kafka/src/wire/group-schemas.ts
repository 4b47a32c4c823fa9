import { api, byTopic, throttleMs, unused } from './api';
import {
  between,
  bool,
  bytes,
  i16,
  i32,
  i64,
  i8,
  list,
  maybeList,
  maybeText,
  since,
  struct,
  text,
} from './fields';

const instance = (first: number) => since(first, maybeText, null);

// prettier-ignore
export const offsetCommit = api([8, 'OffsetCommit', 0, 7], {
  group: text,
  generation: unused(1),
  member: since(1, text, ''),
  instance: instance(7),
  retentionMs: between([2, 4], i64, -1),
  topics: byTopic(struct({
    index: i32, offset: i64,
    leaderEpoch: unused(6),
    committedAtMs: between([1, 1], i64, -1),
    metadata: maybeText,
  })),
}, {
  throttleMs: throttleMs(3),
  topics: byTopic(struct({ index: i32, error: i16 })),
});

// prettier-ignore
export const offsetFetch = api([9, 'OffsetFetch', 1, 5], {
  group: text,
  topics: maybeList(struct({ name: text, partitions: list(i32) })),
}, {
  throttleMs: throttleMs(3),
  topics: byTopic(struct({ index: i32, offset: i64, leaderEpoch: unused(5), metadata: maybeText, error: i16 })),
  error: since(2, i16, 0),
});

// prettier-ignore
export const findCoordinator = api([10, 'FindCoordinator', 0, 2],
  { key: text, keyType: since(1, i8, 0) },
  { throttleMs: throttleMs(1), error: i16, message: since(1, maybeText, null), node: i32, host: text, port: i32 });

// prettier-ignore
export const joinGroup = api([11, 'JoinGroup', 0, 5], {
  group: text, sessionMs: i32,
  rebalanceMs: unused(1),
  member: text,
  instance: instance(5),
  protocolType: text,
  protocols: list(struct({ name: text, metadata: bytes })),
}, {
  throttleMs: throttleMs(2),
  error: i16, generation: i32, protocol: text, leader: text, member: text,
  members: list(struct({ id: text, instance: instance(5), metadata: bytes })),
});

// prettier-ignore
export const heartbeat = api([12, 'Heartbeat', 0, 3],
  { group: text, generation: i32, member: text, instance: instance(3) },
  { throttleMs: throttleMs(1), error: i16 });

// prettier-ignore
export const leaveGroup = api([13, 'LeaveGroup', 0, 3], {
  group: text,
  member: between([0, 2], text, ''),
  members: since(3, list(struct({ id: text, instance: maybeText })), []),
}, {
  throttleMs: throttleMs(1),
  error: i16,
  members: since(3, list(struct({ id: text, instance: maybeText, error: i16 })), []),
});

// prettier-ignore
export const syncGroup = api([14, 'SyncGroup', 0, 3], {
  group: text, generation: i32, member: text,
  instance: instance(3),
  assignments: list(struct({ member: text, assignment: bytes })),
}, { throttleMs: throttleMs(1), error: i16, assignment: bytes });

// prettier-ignore
export const describeGroups = api([15, 'DescribeGroups', 0, 4], {
  groups: list(text),
  operations: since(3, bool, false),
}, {
  throttleMs: throttleMs(1),
  groups: list(struct({
    error: i16, id: text, state: text, protocolType: text, protocol: text,
    members: list(struct({
      id: text, instance: instance(4), clientId: text, host: text, metadata: bytes, assignment: bytes,
    })),
    operations: since(3, i32, -2_147_483_648),
  })),
});

// prettier-ignore
export const listGroups = api([16, 'ListGroups', 0, 2],
  {},
  { throttleMs: throttleMs(1), error: i16, groups: list(struct({ id: text, protocolType: text })) });

// prettier-ignore
export const deleteGroups = api([42, 'DeleteGroups', 0, 1],
  { groups: list(text) },
  { throttleMs: throttleMs(0), groups: list(struct({ id: text, error: i16 })) });
