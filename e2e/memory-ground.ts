import { setImmediate as turn } from 'node:timers/promises';
import { identity } from '@vestibule/identity';
import { policy } from '@vestibule/gating';
import { delivery } from '@vestibule/delivery';
import { notifications } from '@vestibule/notifications';
import { topicsFor } from '@vestibule/contracts';
import { fold } from '@vestibule/decider';
import { type InboxEvent, entriesIn, inbox, presets } from '@vestibule/domain';
import {
  type AnyService,
  consume,
  host,
  logger,
  processOf,
  system as realSystem,
} from '@vestibule/service';
import { type Streams, memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { factsIn } from './folded-facts';
import type { Ground } from './ground';
import { lapsing } from './lapsing';
import { twinTexts } from './twin-texts';

const quietTurns = 200;
const policyLeadMs = 400;

const inboxIn = async (streams: Streams, person: string) =>
  (await streams.read(`inbox-${person}`)) as unknown as readonly InboxEvent[];

const listsIn = (streams: Streams) => async (person: string) => {
  const { evolve, initial } = inbox(presets.seed);
  const { conversations } = fold(evolve, initial, await inboxIn(streams, person));
  return entriesIn(conversations).map(([conversationId, { folder }]) => ({
    conversationId,
    folder,
  }));
};

/** A ground whose time is its own. */
export type MemoryGround = Ground & {
  /** Puts the clock forward, once nothing moves. */
  readonly passes: (ms: number) => void;
  /** Lets gating's timer look at the request of `other` that lies before `person`. */
  readonly lapses: (person: string, other: string) => Promise<void>;
};

/** All services on the twins, in this process: fast, and the same code as everywhere. */
export const memoryGround = async (): Promise<MemoryGround> => {
  let aheadMs = 0;
  const system = {
    ...realSystem,
    nowMs: () => realSystem.nowMs() + aheadMs,
    monotonicMs: () => realSystem.monotonicMs() + aheadMs,
  };
  const streams = memoryStreams();
  const topics = memoryTopics({ now: system.nowMs });
  await topics.create(topicsFor());
  const own: AnyService = { ...identity, prepare: factsIn(streams) };
  const lists: AnyService = {
    ...delivery,
    prepare: async (messages: Parameters<ReturnType<typeof factsIn>>[0]) =>
      (await factsIn(streams)(messages)).of,
  };
  const process = processOf('story', { streams, system, policyLeadMs });
  const ports = { streams, topics, system, process, log: logger('story', 'silent') };
  const { timed, lapses } = lapsing(streams);
  const hosts = [own, timed, policy, lists, notifications].map((service) =>
    host(service, 'story', ports),
  );
  const consumers = hosts.map(({ service, metrics, letters, handlers }) =>
    consume({ group: service.name, topics, letters, metrics, handlers, alert: () => {} }),
  );
  hosts.forEach(({ start }) => start());
  await Promise.all(consumers.map(async ({ joined }) => joined));

  return {
    topics,
    streams,
    nowMs: system.nowMs,
    passes: (ms) => {
      aheadMs += ms;
    },
    lapses,
    lists: listsIn(streams),
    texts: twinTexts(streams),
    settled: async (ledger) => {
      for (let still = 0, count = -1; still < quietTurns; still += 1) {
        await turn();
        if (ledger.count() !== count) [still, count] = [0, ledger.count()];
      }
    },
    close: async () => {
      await Promise.all(consumers.map(async ({ stop }) => stop()));
      await Promise.all(hosts.map(async ({ stop }) => stop()));
      await topics.close();
      await streams.close();
    },
  };
};
