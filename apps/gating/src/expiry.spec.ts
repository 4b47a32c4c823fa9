import { setImmediate as turn } from 'node:timers/promises';
import { allTopics, conversationIdOf, newCommandId } from '@vestibule/contracts';
import { type ConversationEvent, conversation, dayMs, presets } from '@vestibule/domain';
import { type Order, type System, host, logger, system } from '@vestibule/service';
import { memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import type { WaitingRequest } from '@vestibule/views';
import { gating } from './gating';

const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
const conversationId = conversationIdOf(ann, bob);
const stream = `pair-${conversationId}`;
const askedAtMs = 1_790_000_000_000;
const messageId = newCommandId(askedAtMs, new Uint8Array(10));
const outreach = presets['shop-outreach'];

const account = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NL',
  receipts: true,
  registeredAtMs: 0,
} as const;

/** What the read model says of it. */
const waiting: WaitingRequest = {
  person: bob,
  other: ann,
  conversationId,
  newest: messageId,
  newestAtMs: askedAtMs,
  revision: 4,
};

const sendOrder: Order = {
  stream,
  commandId: messageId,
  correlationId: messageId,
  ingestedAtMs: askedAtMs,
  command: {
    type: 'SendMessage',
    data: {
      commandId: messageId,
      actor: ann,
      other: bob,
      issuedAtMs: askedAtMs,
      ingestedAtMs: askedAtMs,
      facts: {
        actor: account,
        other: account,
        follows: { actorAtMs: null, otherAtMs: null },
        volume: null,
        content: {
          lists: [],
          links: false,
          graphemes: 5,
          bytes: 5,
          attached: false,
          listsVersion: 0,
        },
      },
      kind: 'text',
      automated: false,
      body: { text: 'hello', attachment: null },
    },
  },
};

/** Gating with one request that lies there, on a clock of the test's own; `rows` answer for SQL. */
const bench = async (rows: () => readonly WaitingRequest[], instances = 1) => {
  const clock = { ms: askedAtMs };
  let looks = 0;
  const held: System = {
    ...system,
    nowMs: () => clock.ms,
    wait: async (_, signal) => {
      if (!signal?.aborted) await turn();
    },
  };
  const streams = memoryStreams();
  const topics = memoryTopics({ now: () => clock.ms });
  await topics.create(allTopics);
  const database = {
    query: async (_: string, [beforeMs]: readonly unknown[] = []) => {
      looks += 1;
      const found = rows().filter(({ newestAtMs }) => newestAtMs <= Number(beforeMs));
      return found.map((row) => ({
        ...row,
        conversation_id: row.conversationId,
        at_ms: String(row.newestAtMs),
      })) as never;
    },
    transaction: async () => Promise.reject(new Error('only reads')),
    close: async () => {},
  };
  const ports = { streams, topics, database, system: held, log: logger('test', 'silent') };
  const asOutreach = {
    ...gating,
    decider: () => conversation(outreach),
    also: (running: Parameters<NonNullable<typeof gating.also>>[0]) => {
      void running.decide([sendOrder]);
      return gating.also!({ ...running, policyAt: () => outreach });
    },
  };
  const hosts = Array.from({ length: instances }, (_, index) =>
    host(asOutreach, `gating-${index}`, ports),
  );
  hosts.forEach(({ start }) => start());
  const events = async () => (await streams.read(stream)) as unknown as ConversationEvent[];
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await turn();
  };
  return {
    clock,
    types: async () => (await events()).map(({ type }) => type),
    until,
    looked: async (times: number) => {
      const from = looks;
      await until(async () => looks >= from + times);
    },
    healthy: () => hosts.every(({ healthy }) => healthy()),
    stop: async () => Promise.all(hosts.map(async ({ stop }) => stop())),
  };
};

const dueAtMs = askedAtMs + 30 * dayMs;

describe('a request that nobody answers', () => {
  test('expires after the days of the policy, and not before', async () => {
    const { clock, types, until, looked, stop } = await bench(() => [waiting]);
    await until(async () => (await types()).length === 1);
    clock.ms = dueAtMs - 1;
    await looked(3);
    expect(await types()).toEqual(['MessageSent']);
    clock.ms = dueAtMs;
    await until(async () => (await types()).length === 2);
    await looked(3);
    expect(await types()).toEqual(['MessageSent', 'RequestExpired']);
    await stop();
  });

  test('expires once, however many processes look', async () => {
    const { clock, types, until, looked, stop } = await bench(() => [waiting], 3);
    await until(async () => (await types()).length === 1);
    clock.ms = dueAtMs;
    await until(async () => (await types()).length === 2);
    await looked(9);
    expect(await types()).toEqual(['MessageSent', 'RequestExpired']);
    await stop();
  });

  test('stays when the read model is behind: the rules look at what lies there', async () => {
    const stale = { ...waiting, newest: newCommandId(askedAtMs, new Uint8Array(10).fill(7)) };
    const { clock, types, until, looked, stop } = await bench(() => [stale]);
    await until(async () => (await types()).length === 1);
    clock.ms = dueAtMs + dayMs;
    await looked(3);
    expect(await types()).toEqual(['MessageSent']);
    await stop();
  });

  test('waits for the database, and decisions do not', async () => {
    let isAway = true;
    const rows = () => {
      if (isAway) throw new Error('away');
      return [waiting];
    };
    const { clock, types, until, looked, healthy, stop } = await bench(rows);
    clock.ms = dueAtMs;
    await looked(2);
    await until(async () => (await types()).length === 1);
    expect(healthy()).toBe(true);
    isAway = false;
    await until(async () => (await types()).length === 2);
    await stop();
  });
});
