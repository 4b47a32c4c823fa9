import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  lockDirectory,
  runProcess,
  spawnServer,
  type LocalServer,
  type ServerProcess,
  type StartOptions,
} from '@vestibule/local-server';

/** A read model needs four connections per process; the server resets the one above this. */
const connectionsMax = 50;

/** A quarter of the usual: here the files lie beside it, and the rest is 100 MB less to start with. */
const buffers = ['-c', 'shared_buffers=32MB'];

// Loaded by the server's process alone: jest cannot load it at all.
const loadPGlite = async () => (await import('@electric-sql/pglite')).PGlite;

type PGlite = InstanceType<Awaited<ReturnType<typeof loadPGlite>>>;

const imageFile = async (): Promise<string> => {
  const manifest = require.resolve('@electric-sql/pglite').replace(/dist.*$/, 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return join(__dirname, '../node_modules/.cache/vestibule', `pglite-${version}.tar`);
};

/** An empty database as a file: made once, because making one takes seconds and loading it does not. */
const loadImage = async (): Promise<Blob> => {
  const file = await imageFile();
  if (!existsSync(file)) {
    const PGlite = await loadPGlite();
    const empty = await PGlite.create();
    const image = await empty.dumpDataDir('none');
    await empty.close();
    await mkdir(dirname(file), { recursive: true });
    // Several may make it at once: whoever renames last wins, and all are the same.
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, Buffer.from(await image.arrayBuffer()));
    await rename(draft, file);
  }
  return new Blob([await readFile(file)]);
};

const makeDatabase = async (directory: string): Promise<void> => {
  const PGlite = await loadPGlite();
  const made = await PGlite.create({ dataDir: directory, loadDataDir: await loadImage() });
  await made.close();
};

/** Making a database takes 800 MB that are never given back: so another process makes it. */
const makeElsewhere = async (directory: string): Promise<void> => {
  const child = fork(__filename, ['make', directory], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The database in ${directory} could not be made.`);
};

const openDatabase = async (directory: string) => {
  const exists = existsSync(join(directory, 'PG_VERSION'));
  if (!exists) await makeElsewhere(directory);
  const PGlite = await loadPGlite();
  const startParams = [...PGlite.defaultStartParams, ...buffers];
  return { exists, database: await PGlite.create({ dataDir: directory, startParams }) };
};

/** Messages of the extended protocol: what they begin, only a Sync of the same client ends. */
const beginning = new Set([...'PBDEC'].map((letter) => letter.charCodeAt(0)));

/**
 * All connections share one session, and so its one unnamed statement and portal. The socket server
 * keeps other clients out during a transaction, but lets their messages in between the Parse, Bind
 * and Execute of one statement; so to it, an unfinished statement is a transaction too.
 */
const oneStatementAtATime = (database: PGlite): PGlite => {
  let unfinished = false;
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'isInTransaction') return () => unfinished || target.isInTransaction();
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'execProtocolRawStream') return value.bind(target) as unknown;
      return async (...args: Parameters<PGlite['execProtocolRawStream']>) => {
        unfinished = beginning.has(args[0][0] ?? 0);
        return target.execProtocolRawStream(...args);
      };
    },
  });
};

/** Without a file, and without translating code a second time, better: both take longer than they save. */
const openBriefly = async () => {
  setFlagsFromString('--liftoff-only');
  const PGlite = await loadPGlite();
  return { exists: false, database: await PGlite.create({ loadDataDir: await loadImage() }) };
};

/** PGlite behind the wire protocol of PostgreSQL; all connections share its one session. */
const startPostgres = async ({ host, port, data, extra }: StartOptions): Promise<LocalServer> => {
  await mkdir(data, { recursive: true });
  const unlock = await lockDirectory(data);
  const { exists, database } = await ('brief' in extra
    ? openBriefly()
    : openDatabase(join(data, 'database')));
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
  const server = new PGLiteSocketServer({
    db: oneStatementAtATime(database),
    host,
    port,
    maxConnections: connectionsMax,
  });
  await server.start();

  const bound = Number(server.getServerConn().split(':').at(-1));
  return {
    port: bound,
    url: `postgres://postgres@${host}:${bound}/postgres`,
    recovered: { databases: exists ? 1 : 0 },
    fault: () => {
      throw new Error('The local PostgreSQL has no faults to switch on.');
    },
    clearFaults: () => undefined,
    stats: () => ({ connections: server.getStats().activeConnections }),
    close: async () => {
      await server.stop();
      await database.close();
      await unlock();
    },
  };
};

/** The local PostgreSQL in a child process. `url` is what `pg` is given. */
export type PostgresProcess = ServerProcess & { readonly url: string };

/**
 * Starts PGlite in a process of its own, on loopback, with its files in `data` (made if missing).
 * `port` 0, or none, picks a free one. `brief` is for tests: it keeps everything in memory, and is
 * gone when its process is.
 */
export const spawnPostgres = async ({
  data,
  port = 0,
  brief = false,
}: {
  readonly data: string;
  readonly port?: number;
  readonly brief?: boolean;
}): Promise<PostgresProcess> => {
  const server = await spawnServer(__filename, {
    data,
    port,
    ...(brief && { brief: 'true' }),
  });
  return { ...server, url: `postgres://postgres@127.0.0.1:${server.port}/postgres` };
};

const main = async (): Promise<void> => {
  const [what, directory = ''] = process.argv.slice(2);
  if (what === 'make') return makeDatabase(directory);
  return runProcess({ port: 5433, data: 'data/postgres' }, startPostgres);
};

if (require.main === module) void main();
