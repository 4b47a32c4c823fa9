import { Registry } from 'prom-client';
import { delivery } from '@vestibule/delivery';
import { gating } from '@vestibule/gating';
import { identity } from '@vestibule/identity';
import { notificationsOn } from '@vestibule/notifications';
import { type AnyService, type Batch, consume, host, logger, policies } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import type { IncomingBatch, Topics } from '@vestibule/topics';
import { factsIn } from '../../folded-facts';
import { type Life, type World, lifeIn, streamsOf, systemOf, topicsOf } from './life';
import type { Channels, Provider } from './provider';
import { type Spot, partitions } from './bus';
import type { Time } from './time';

export const names = ['identity', 'gating', 'delivery', 'notifications'] as const;
export type Name = (typeof names)[number];
/** Takes a batch of one partition; gives how many records from its front are settled. */
export type Each = (batch: IncomingBatch) => Promise<number>;

/** Breaks what the processes of one service are made of, for searches of the search itself. */
export type Flaws = {
  readonly of?: Name;
  readonly service?: (real: AnyService, provider: Provider) => AnyService;
  readonly streams?: (own: Streams, time: Time) => Streams;
  readonly topics?: (own: Topics, time: Time) => Topics;
  readonly each?: (each: Each) => Each;
};

export type Options = World & { readonly provider: Provider; readonly flaws: Flaws };

const channelsOf = ({ call }: Life, { push }: Provider): Channels => ({
  all: [{ name: 'console', isPrivate: false, push: async (each) => call(async () => push(each)) }],
  words: null,
  close: async () => {},
});

/** The real services; what they look up in rows is folded from the streams. */
const serviceOf = (name: Name, streams: Streams, channels: Channels): AnyService => {
  const facts = factsIn(streams);
  switch (name) {
    case 'identity':
      return { ...identity, prepare: facts };
    case 'gating':
      return gating;
    case 'delivery':
      return {
        ...delivery,
        prepare: async (messages: Parameters<typeof facts>[0]) =>
          (await facts(messages.filter((one) => 'type' in one && one.type === 'MarkRead'))).of,
      };
    case 'notifications':
      return notificationsOn(() => channels);
  }
};

const registry = new Registry();
const log = logger('simulation', 'silent');
type Speaking = Pick<ReturnType<typeof host>, 'handle' | 'letters' | 'metrics'>;
const listening = new Map<string, (speaking: Speaking) => Each>();

/** The real reading of records, made once per service, for whichever process asks. */
const consuming = ({ name, consumes }: AnyService): ((speaking: Speaking) => Each) => {
  let now: Speaking | undefined;
  const mine = (): Speaking => {
    if (!now) throw new Error('Nobody reads.');
    return now;
  };
  let taken: Each = async () => 0;
  const topics = {
    consume: (_: unknown, each: Each) => {
      taken = each;
      return undefined as never;
    },
  } as unknown as Topics;
  const handlers = new Map(
    consumes.map((topic) => [topic, async (batch: Batch) => mine().handle(batch)] as const),
  );
  const letters: Speaking['letters'] = async (all) => mine().letters(all);
  const metrics = { count: () => {} } as unknown as Speaking['metrics'];
  consume({ group: name, topics, letters, metrics, handlers, alert: () => {} });
  // `consume` asks all of its needs before it waits for the first time.
  return (speaking) => async (batch) => {
    now = speaking;
    return taken(batch);
  };
};

const spotsOf = ({ name, consumes }: AnyService): readonly Spot[] =>
  consumes.flatMap(({ name: topic }) =>
    Array.from({ length: partitions }, (_, partition) => ({ group: name, topic, partition })),
  );

type Birth = {
  readonly name: Name;
  /** The same again after a restart. */
  readonly instance: string;
  /** Counts the processes of this world. */
  readonly place: number;
  readonly token: () => string;
};

/** A process of one service: the real host on ports of this world. */
export const processOf = ({ name, instance, place, token }: Birth, options: Options) => {
  const { provider, time } = options;
  const flaws = options.flaws.of === name ? options.flaws : {};
  const life = lifeIn(options);
  const own = streamsOf(life, options);
  const streams = flaws.streams?.(own, time) ?? own;
  const said = topicsOf(life, options);
  const topics = flaws.topics?.(said, time) ?? said;
  const system = systemOf(life, options, token);
  const known = policies({ streams, system, policyLeadMs: 60_000 });
  const real = serviceOf(name, streams, channelsOf(life, provider));
  const service = flaws.service?.(real, provider) ?? real;
  const process = { policies: known, registry };
  const hosted = host(service, instance, { streams, topics, system, log, process });
  hosted.start();
  const listen = listening.get(name) ?? consuming(real);
  listening.set(name, listen);
  const each = listen(hosted);
  const reads = flaws.each?.(each) ?? each;
  return { name, instance, place, life, spots: spotsOf(real), each: reads };
};

export type Process = ReturnType<typeof processOf>;
