import type { Topic } from '@vestibule/contracts';
import type { Decider, Message } from '@vestibule/decider';
import { memoryStreams, type Streams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { handle } from './handle';
import { type Asked, batchOf, counting } from './handle.words';
import { logger } from './logger';
import { metrics } from './metrics';
import { type AnyService, type Order, type Reserves, service } from './service';
import { system } from './system';

/** A purse of the smallest kind: so many units a stream, each taken under a name of its own. */
type Take = Message<'Take', { readonly name: string; readonly by: number }>;
type Taken = Message<'Taken', { readonly name: string; readonly by: number }>;
type Purse = { readonly names: readonly string[]; readonly taken: number };

const purseMax = 5;

const taking = (): Decider<Purse, Take, Taken> => ({
  initial: { names: [], taken: 0 },
  decide: ({ data }, { names, taken }) =>
    names.includes(data.name) || taken + data.by > purseMax ? [] : [{ type: 'Taken', data }],
  evolve: ({ names, taken }, { data }) => ({
    names: [...names, data.name],
    taken: taken + data.by,
  }),
});

const none: readonly Topic[] = [];

const purse = service({
  name: 'purse',
  stream: 'purse',
  consumes: none,
  produces: none,
  decider: taking,
  inbound: () => [],
  outbound: () => [],
});

type Count = Message<'Count', { readonly by: number; readonly atMs: number }>;
type Reserving = Reserves<{ readonly total: number }, Count, Purse>;

/** Counting takes from the purse whatever is over ten; where nothing is left, it counts nothing. */
const reserves: Reserving = {
  service: purse,
  need: ({ command, commandId, ingestedAtMs }, { total }) => {
    const { by } = command.data;
    if (total + by <= 10) return null;
    const take: Take = { type: 'Take', data: { name: commandId, by } };
    const about = { commandId, correlationId: commandId, ingestedAtMs };
    return { stream: 'purse-all', quiet: true, ...about, command: take };
  },
  attach: ({ order, need }, reserved) => {
    if (!reserved) return withBy(order, -1_000);
    if (reserved.names.includes(need.commandId)) return order;
    const { by } = need.command.data as Take['data'];
    return reserved.taken + by > purseMax ? withBy(order, 10_000) : null;
  },
  isRoomy: (_, { taken }) => taken === 0,
  settle: () => ({ see: () => {}, work: async () => {}, settledBefore: (seen) => seen }),
};

const withBy = (order: Order<Count>, by: number): Order<Count> => ({
  ...order,
  command: { ...order.command, data: { ...order.command.data, by } },
});

/** A handler of the counting service that reserves; `streams` may be wrapped to misbehave. */
export const reservingBench = (wrap: (streams: Streams) => Streams = (streams) => streams) => {
  const streams = memoryStreams();
  const calls: string[] = [];
  const seen: Streams = {
    ...streams,
    append: async (stream, ...rest) => {
      calls.push(`append ${stream}`);
      return streams.append(stream, ...rest);
    },
    read: async (stream, ...rest) => {
      calls.push(`read ${stream}`);
      return streams.read(stream, ...rest);
    },
  };
  const start = () =>
    handle({ ...counting, reserves } as AnyService, 'token', {
      streams: wrap(seen),
      topics: memoryTopics(),
      system: { ...system, nowMs: () => 1_000_000 },
      metrics: metrics('counting', logger('counting', 'silent'), system.nowMs),
      letters: async () => {},
      policyAt: () => ({ version: 1 }) as never,
      wordsAt: () => ({ version: 0, lists: [] }),
      policyLeadMs: 0,
      fresh: async () => {},
      trip: () => {},
    });
  return {
    streams,
    calls,
    start,
    batch: (...asked: readonly Asked[]) => batchOf(...asked),
    totals: async (key: string) =>
      (await streams.read(`count-${key}`)).map(
        ({ type, data }) => (data as { total?: number }).total ?? type,
      ),
    taken: async () =>
      (await streams.read('purse-all')).map(({ data }) => (data as Taken['data']).name),
  };
};
