import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreStreams, type EventStoreOptions } from './eventstore';
import type { Appended, Streams } from './streams';

/** A store in a process of its own that misbehaves when told to. */
export type FaultyStore = {
  readonly url: string;
  readonly port: number;
  readonly fault: (fault: {
    readonly kind: string;
    readonly match?: Readonly<Record<string, string>>;
    readonly after?: number;
    readonly times?: number;
    readonly ms?: number;
    readonly code?: number;
  }) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly stats: () => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

export type Spawn = (where: { data: string; port: number }) => Promise<FaultyStore>;

export const fresh = (): string => `hazard-${randomUUID()}`;
export const appended = (revision: number) => ({ type: 'appended', revision });

/** One store for all tests of a `describe`, and streams on it for each of them. */
export const hazards = (spawn: Spawn) => {
  let data = '';
  let store: FaultyStore;
  let streams: Streams | undefined;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'streams-'));
    store = await spawn({ data, port: 0 });
  });

  afterEach(async () => {
    await streams?.close();
    streams = undefined;
    await store.clearFaults();
  });

  afterAll(async () => {
    await store.close();
    await rm(data, { recursive: true });
  });

  return {
    store: (): FaultyStore => store,
    open: async (options?: Partial<EventStoreOptions>): Promise<Streams> => {
      streams = await eventStoreStreams({ url: store.url, appendTimeoutMs: 800, ...options });
      return streams;
    },
    /** `kill -9`; the returned function starts it again on the same port and data. */
    kill: async (): Promise<() => Promise<void>> => {
      const { port } = store;
      await store.kill();
      return async () => {
        store = await spawn({ data, port });
      };
    },
    happened: async (kind: string): Promise<number> => (await store.stats())[kind] ?? 0,
  };
};

/** Repeats an append while its result is unknown: same ids, same place, as a host may. */
export const insist = async (attempt: () => Promise<Appended>): Promise<Appended> => {
  const result = await attempt();
  return result.type === 'unknown' ? insist(attempt) : result;
};
