import type { Exception } from './limits';

const longer = (file: string, of: string, why: string): Exception => ({
  file,
  limit: 'functionLines',
  of,
  why,
});
const deeper = (file: string, of: string, why: string): Exception => ({
  file,
  limit: 'nesting',
  of,
  why,
});

const cases = 'a switch over all messages, a line or three for each';
const record = 'holds short functions over one state, as a class would';

/** Limits that may be passed, each with its reason. One that nothing needs any more fails. */
export const exceptions: readonly Exception[] = [
  longer('apps/gating/src/inbound.ts', 'askedIn', cases),
  longer('apps/delivery/src/concerns.ts', 'concerns', cases),
  longer('apps/identity/src/outbound.ts', 'outbound', cases),
  longer('libs/domain/src/conversation/evolve.ts', 'effect', cases),

  longer('apps/notifications/src/push.ts', 'pushing', record),
  longer('libs/decider/src/scenarios.ts', 'scenarios', record),
  longer('libs/local/server/src/spawn.ts', 'spawnServer', record),
  longer('libs/service/src/decide-lane.ts', 'decideLane', record),
  longer('libs/service/src/host.ts', 'host', record),
  longer('libs/service/src/lane.ts', 'laneRunner', record),
  longer('libs/service/src/relay.ts', 'relay', record),
  longer('libs/streams/src/appends.ts', 'appends', record),
  longer('libs/streams/src/follow.ts', 'follower', record),
  longer('libs/streams/src/memory-log.ts', 'memoryLog', record),
  longer('libs/streams/src/memory.ts', 'memoryStreams', record),
  longer('libs/streams/src/reads.ts', 'reads', record),
  longer('libs/streams/src/subscription.ts', 'subscribe', record),
  longer('tools/bench/ends.ts', 'endsOf', record),
  longer('tools/stack/stack.ts', 'startStack', record),
  longer('tools/start.ts', 'main', 'most of it is the text that people read'),

  deeper('libs/local/eventstore/src/calls/read.ts', 'walk', 'the hot loop of every read'),
  deeper('libs/local/eventstore/src/calls/read.ts', 'hasMore', 'the hot loop of every read'),
  deeper('libs/local/eventstore/src/log/frames.ts', 'laterCommitBehind', 'looks at each byte'),
  deeper('libs/local/kafka/src/log/segment.ts', 'readSegment', 'the hot loop of every fetch'),
  deeper('libs/service/src/decide-lane.ts', 'decideLane', 'the hot loop of every decision'),
  deeper('libs/topics/src/memory/group.ts', 'pump', 'members by partitions, and one condition'),

  {
    file: 'libs/domain/src/conversation/conversation.ts',
    limit: 'lines',
    of: '',
    why: 'one union of commands and one of events, types only',
  },
];
