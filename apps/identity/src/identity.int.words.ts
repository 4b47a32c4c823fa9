import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { allTopics } from '@vestibule/contracts';
import type { AccountEvent } from '@vestibule/domain';
import { type System, host, logger, system } from '@vestibule/service';
import { memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { accountsView, openDatabase, prepare } from '@vestibule/views';
import { spawnPostgres } from '../../../tools/local-postgres';
import { identity } from './identity';

/** Starts a database; only one is needed for a file. */
export const startDatabase = async () => {
  const data = await mkdtemp(join(tmpdir(), 'vestibule-identity-'));
  const server = await spawnPostgres({ data, brief: true });
  const database = openDatabase(server.url);
  const close = async () => {
    await database.close();
    await server.close();
    await rm(data, { recursive: true });
  };
  return { database, close };
};

type Database = Awaited<ReturnType<typeof startDatabase>>['database'];

/** The service on a store in memory, empty rows, and a clock of the test's own. */
export const openBench = async (database: Database, startMs: number) => {
  await database.query('drop schema if exists accounts cascade');
  await prepare(database, accountsView);
  const clock = { ms: startMs };
  const held: System = {
    ...system,
    nowMs: () => clock.ms,
    monotonicMs: () => clock.ms,
    // Whoever waits for minutes looks again at once, but leaves the database some air.
    wait: async (ms, signal) => system.wait(Math.min(ms, 5), signal),
  };
  const streams = memoryStreams();
  const topics = memoryTopics({ now: () => clock.ms });
  await topics.create(allTopics);
  const ports = { streams, topics, database, system: held, log: logger('test', 'silent') };
  const hosts = ['one', 'two'].map((instance) => host(identity, instance, ports));

  const eventsOf = async (id: string) =>
    (await streams.read(`account-${id}`)) as unknown as readonly AccountEvent[];
  return {
    clock,
    hosts,
    eventsOf,
    write: async (id: string, ...events: readonly AccountEvent[]) => {
      const revision = (await streams.last(`account-${id}`))?.revision ?? -1;
      const metadata = { $correlationId: 'test', $causationId: 'test' };
      const drafts = events.map((event) => ({ id: randomUUID(), ...event, metadata }));
      await streams.append(`account-${id}`, revision, drafts);
    },
    /** Waits until the account has so many events; tells their types. */
    until: async (id: string, count: number): Promise<readonly string[]> => {
      for (;;) {
        const found = await eventsOf(id);
        if (found.length >= count) return found.map(({ type }) => type);
        await turn();
      }
    },
    /** Resolves after so many more looks at the rows. */
    turns: async (count: number) => {
      for (let n = 0; n < count; n += 1) await database.query('select 1');
    },
    stop: async () => {
      await Promise.all(hosts.map(async ({ stop }) => stop()));
    },
  };
};

const told = (accountId: string, atMs: number) => ({
  accountId,
  atMs,
  commandId: randomUUID(),
  issuedAtMs: atMs,
});

export const registered = (id: string, birthDate: string, atMs: number): AccountEvent => ({
  type: 'AccountRegistered',
  data: { ...told(id, atMs), name: 'Kim', birthDate, region: 'FI', setting: 'no-one' },
});

export const confirmed = (id: string, phoneKey: string, atMs: number): AccountEvent => ({
  type: 'PhoneConfirmed',
  data: { ...told(id, atMs), phoneKey },
});

export const deleted = (id: string, atMs: number): AccountEvent => ({
  type: 'AccountDeleted',
  data: told(id, atMs),
});
