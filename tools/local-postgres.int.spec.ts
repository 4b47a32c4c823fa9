import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { spawnPostgres } from './local-postgres';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'vestibule-postgres-'));
});
afterAll(async () => rm(data, { recursive: true }));

const ask = async (url: string, ...statements: readonly string[]): Promise<readonly unknown[]> => {
  const client = new Client(url);
  await client.connect();
  // A server that is killed ends the connection with an error.
  client.on('error', () => undefined);
  let rows: readonly unknown[] = [];
  for (const statement of statements) rows = (await client.query<object>(statement)).rows;
  await client.end();
  return rows;
};

test('what was committed survives kill -9, and a directory has one process', async () => {
  const server = await spawnPostgres({ data });
  await ask(server.url, 'create table kept (name text)', "insert into kept values ('a')");
  await expect(spawnPostgres({ data })).rejects.toThrow(`in use by process ${server.pid}`);
  await server.kill();

  const again = await spawnPostgres({ data });
  expect(again.ready).toMatchObject({ recovered: { databases: 1 } });
  expect(await ask(again.url, 'select name from kept')).toEqual([{ name: 'a' }]);
  await again.close();
  expect(await again.exited).toBe(0);
});
