import { topic } from '@vestibule/contracts';
import type { Decider, Message } from '@vestibule/decider';
import { type Streams, memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { type Handle, handle } from './handle';
import type { Batch } from './lanes';
import type { LetterOf } from './letter';
import { logger } from './logger';
import { metrics } from './metrics';
import { policies } from './policies';
import { type Order, service } from './service';
import { system } from './system';

/** A service of the smallest kind: it counts, up to a limit, and can be made to fail. */
type Count = Message<
  'Count',
  { readonly by: number; readonly atMs: number; readonly onlyAt?: number }
>;
type Counted =
  | Message<'Counted', { readonly total: number; readonly atMs: number }>
  | Message<'Refused', { readonly atMs: number }>
  | Message<'Poison', { readonly atMs: number }>;

class CountShape {
  readonly by!: number;
}

const commands = topic({
  name: 'test.commands.v1',
  key: 'account',
  writers: [],
  readers: [],
  audience: 'services',
  partitions: 1,
  retentionMs: 1,
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: { Count: CountShape },
});

const limit = 1_000;

export const counter = (): Decider<{ total: number }, Count, Counted> => ({
  initial: { total: 0 },
  decide: ({ data: { by, atMs, onlyAt } }, { total }) => {
    if (onlyAt !== undefined && onlyAt !== total) return [];
    if (by === 0) throw new Error('by zero');
    if (by === -1) return [{ type: 'Poison', data: { atMs } }];
    if (by === -2) return [];
    if (total + by > limit) return [{ type: 'Refused', data: { atMs } }];
    return [{ type: 'Counted', data: { total: total + by, atMs } }];
  },
  evolve: (state, { type, data }) => {
    if (type === 'Poison') throw new Error('cannot fold poison');
    return type === 'Counted' ? { total: data.total } : state;
  },
});

export const counting = service({
  name: 'counting',
  stream: 'count',
  consumes: [commands],
  produces: [],
  decider: counter,
  inbound: ({ id, key, timestampMs, data }): readonly Order<Count>[] => {
    const { by } = data as { by: number };
    if (by === -3) throw new Error('inbound fails');
    return [
      {
        stream: `count-${key}`,
        commandId: id,
        content: data,
        correlationId: id,
        ingestedAtMs: timestampMs,
        command: { type: 'Count', data: { by, atMs: timestampMs } },
      },
    ];
  },
  outbound: () => [],
});

/** An order from inside that counts only when the total is `onlyAt`, and otherwise leaves nothing. */
export const quiet = (commandId: string, onlyAt: number): Order<Count> => ({
  stream: 'count-one',
  commandId,
  quiet: true,
  correlationId: commandId,
  ingestedAtMs: 1_000_000,
  command: { type: 'Count', data: { by: 1, atMs: 1_000_000, onlyAt } },
});

export type Asked = {
  readonly id: string;
  readonly key?: string;
  readonly by?: number;
  readonly atMs?: number;
};

/** A batch of records, as the consumer would hand it over. */
export const batchOf = (...asked: readonly Asked[]): Batch => ({
  topic: commands.name,
  partition: 0,
  messages: asked.map(({ id, key = 'one', by = 1, atMs = 1_000_000 }) => ({
    topic: commands.name,
    type: 'Count',
    data: { by },
    id,
    key,
    timestampMs: atMs,
  })),
  records: asked.map(({ id, key = 'one', atMs = 1_000_000 }, index) => ({
    topic: commands.name,
    partition: 0,
    offset: String(index),
    timestampMs: atMs,
    key: Buffer.from(key),
    value: Buffer.from(id),
    headers: {},
  })),
});

/** A handler on twins; `streams` may be wrapped to misbehave. */
export const bench = (wrap: (streams: Streams) => Streams = (streams) => streams) => {
  const streams = memoryStreams();
  const buried: LetterOf<unknown>[] = [];
  const trips: string[] = [];
  const seen = metrics('counting', logger('counting', 'silent'), system.nowMs);
  const start = (): Handle => {
    const wrapped = wrap(streams);
    return handle(counting, 'token', {
      streams: wrapped,
      topics: memoryTopics(),
      system,
      metrics: seen,
      letters: async (letters) => void buried.push(...letters),
      ...policies({ streams: wrapped, system, policyLeadMs: 60_000 }),
      trip: (what) => void trips.push(what),
    });
  };
  return {
    streams,
    buried,
    trips,
    metrics: seen,
    start,
    types: async (key = 'one') => (await streams.read(`count-${key}`)).map(({ type }) => type),
  };
};
