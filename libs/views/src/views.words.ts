import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStreams, type Recorded, type Streams } from '@vestibule/streams';
import { spawnPostgres } from '../../../tools/local-postgres';
import type { Told } from './account.words';
import { openDatabase } from './database';
import { prepare } from './prepare';
import { projector, type ProjectorOptions } from './project';
import type { Database, View } from './view';

/** A database for one test file; every schema is dropped again where others use it too. */
export type World = {
  readonly database: Database;
  /** A schema with the view's tables, of a name of its own. */
  readonly schemaFor: (view: View) => Promise<string>;
  readonly close: () => Promise<void>;
};

const localDatabase = async () => {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, isOurs: false, close: async () => undefined };
  const data = await mkdtemp(join(tmpdir(), 'vestibule-postgres-'));
  const server = await spawnPostgres({ data, brief: true });
  const close = async () => {
    await server.close();
    await rm(data, { recursive: true });
  };
  return { url: server.url, isOurs: true, close };
};

const openWorld = async (): Promise<World> => {
  const server = await localDatabase();
  const database = openDatabase(server.url);
  const schemas: string[] = [];
  return {
    database,
    schemaFor: async (view) => {
      const schema = `test_${randomUUID().slice(0, 8)}`;
      schemas.push(schema);
      await prepare(database, view, schema);
      return schema;
    },
    close: async () => {
      // A database of one's own goes away with all that is in it.
      for (const schema of server.isOurs ? [] : schemas)
        await database.query(`drop schema if exists ${schema} cascade`);
      await database.close();
      await server.close();
    },
  };
};

let opened: World;
beforeAll(async () => {
  opened = await openWorld();
});
afterAll(async () => opened.close());

/** The one database of the suite: starting one takes longer than all tests of a view. */
export const world = (): World => opened;

/** A store in memory in which tests write history. */
export const openStore = () => {
  const streams = memoryStreams();
  const write = async (
    stream: string,
    ...events: readonly Told[]
  ): Promise<readonly Recorded[]> => {
    const before = (await streams.last(stream))?.revision ?? -1;
    const metadata = { $correlationId: 'test', $causationId: 'test' };
    const drafts = events.map(({ type, data }) => ({ id: randomUUID(), type, data, metadata }));
    const result = await streams.append(stream, before, drafts);
    if (result.type !== 'appended') throw new Error(`The test could not write: ${result.type}.`);
    return streams.read(stream, before + 1);
  };
  return { streams, write };
};

/** A projector of the test's own schema. */
export const projectorFor = (
  options: Omit<ProjectorOptions, 'nowMs'> & { readonly nowMs?: () => number },
) => projector({ nowMs: () => 1_000_000, ...options });

/** Everything a view holds, as text. */
export const contentIn = async (view: View, schema: string): Promise<readonly string[]> => {
  const tables = view.content(schema).map(async (text) => {
    const rows = await opened.database.query<{ entry: string }>(
      `select entry::text from (${text}) as entry`,
    );
    return rows.map(({ entry }) => entry);
  });
  return (await Promise.all(tables)).flat();
};

export const all = async (streams: Streams, ...names: readonly string[]) =>
  (await Promise.all(names.map(async (name) => streams.read(name)))).flat();
