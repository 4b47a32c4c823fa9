import { api, byTopic, throttleMs, unused } from './api';
import {
  bool,
  i16,
  i32,
  i64,
  i8,
  list,
  maybeList,
  maybeText,
  records,
  since,
  struct,
  text,
} from './fields';

/** Versions 0 to 2 are told and then refused: without them librdkafka silently stops compressing. */
// prettier-ignore
export const produce = api([0, 'Produce', 0, 7], {
  transactionalId: since(3, maybeText, null),
  acks: i16, timeoutMs: i32,
  topics: byTopic(struct({ index: i32, records })),
}, {
  topics: byTopic(struct({
    index: i32, error: i16, baseOffset: i64,
    appendTimeMs: since(2, i64, -1),
    logStart: since(5, i64, -1),
  })),
  throttleMs: throttleMs(1),
});

// prettier-ignore
export const fetch = api([1, 'Fetch', 4, 11], {
  replica: i32, waitMs: i32, bytesMin: i32, bytesMax: i32, isolation: i8,
  session: since(7, i32, 0),
  sessionEpoch: since(7, i32, -1),
  topics: byTopic(struct({
    index: i32,
    leaderEpoch: unused(9),
    offset: i64,
    logStart: since(5, i64, -1),
    bytesMax: i32,
  })),
  forgotten: since(7, byTopic(i32), []),
  rack: since(11, text, ''),
}, {
  throttleMs: throttleMs(1),
  error: since(7, i16, 0),
  session: since(7, i32, 0),
  topics: byTopic(struct({
    index: i32, error: i16, highWatermark: i64, lastStable: i64,
    logStart: since(5, i64, -1),
    aborted: since(4, maybeList(struct({ producer: i64, first: i64 })), null),
    readReplica: unused(11),
    records,
  })),
});

// prettier-ignore
export const listOffsets = api([2, 'ListOffsets', 1, 5], {
  replica: i32,
  isolation: since(2, i8, 0),
  topics: byTopic(struct({ index: i32, leaderEpoch: unused(4), timeMs: i64 })),
}, {
  throttleMs: throttleMs(2),
  topics: byTopic(struct({ index: i32, error: i16, timeMs: i64, offset: i64, leaderEpoch: unused(4) })),
});

/** Which operations a client may do: "not told", as there is no authorisation. */
const operations = since(8, i32, -2_147_483_648);

// prettier-ignore
export const metadata = api([3, 'Metadata', 0, 8], {
  topics: maybeList(struct({ name: text })),
  autoCreate: since(4, bool, true),
  clusterOperations: since(8, bool, false),
  topicOperations: since(8, bool, false),
}, {
  throttleMs: throttleMs(3),
  brokers: list(struct({ id: i32, host: text, port: i32, rack: since(1, maybeText, null) })),
  clusterId: since(2, maybeText, null),
  controller: since(1, i32, 0),
  topics: list(struct({
    error: i16, name: text,
    internal: since(1, bool, false),
    partitions: list(struct({
      error: i16, index: i32, leader: i32,
      leaderEpoch: since(7, i32, 0),
      replicas: list(i32), inSync: list(i32),
      offline: since(5, list(i32), []),
    })),
    operations,
  })),
  operations,
});

// prettier-ignore
export const deleteRecords = api([21, 'DeleteRecords', 0, 1], {
  topics: byTopic(struct({ index: i32, before: i64 })),
  timeoutMs: i32,
}, {
  throttleMs: throttleMs(0),
  topics: byTopic(struct({ index: i32, logStart: i64, error: i16 })),
});

// prettier-ignore
export const initProducerId = api([22, 'InitProducerId', 0, 1],
  { transactionalId: maybeText, timeoutMs: i32 },
  { throttleMs: throttleMs(0), error: i16, producer: i64, epoch: since(0, i16, 0) });
