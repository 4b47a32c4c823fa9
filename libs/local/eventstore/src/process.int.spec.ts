import { type ChildProcess, fork } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  append,
  connected,
  event,
  newData,
  readIds,
  spawned,
  started,
  until,
} from './eventstore.words';
import { startEventStore } from './index';

const hook = join(__dirname, '../../../../tools/swc-register.cjs');

/** How a server process with these options ends, and what it says. */
const runOnce = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const child: ChildProcess = fork(join(__dirname, 'main.ts'), args, {
    execArgv: ['-r', hook],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout?.once('data', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
};

/** Appends to a stream of its own without end; retries until each append is acknowledged. */
const writer = (client: EventStoreDBClient, stopped: () => boolean) => {
  const stream = `w-${randomUUID()}`;
  const ids: string[] = [];
  const counts = { acknowledged: 0, unknown: 0, impossible: 0 };
  const run = async (): Promise<void> => {
    while (!stopped()) {
      const batch = Array.from({ length: randomInt(1, 4) }, () => randomUUID());
      const expected = ids.length === 0 ? 'no_stream' : BigInt(ids.length - 1);
      for (let done = false; !done;) {
        const told = await append(
          client,
          [stream, expected],
          batch.map((id) => event(id)),
        );
        done = told.type === 'written';
        if (told.type === 'wrong-expected-version') counts.impossible += 1;
        if (done) continue;
        counts.unknown += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      ids.push(...batch);
      counts.acknowledged += 1;
    }
  };
  return { stream, ids, counts, run };
};

test('kill -9 under concurrent writers loses, doubles and splits nothing', async () => {
  const data = newData();
  let server = await spawned({ data, port: 0 });
  const client = connected(server);
  let over = false;
  const writers = Array.from({ length: 16 }, () => writer(client, () => over));
  const running = writers.map(({ run }) => run());
  for (let round = 0; round < 4; round += 1) {
    const before = writers[0]!.counts.acknowledged;
    await until('the writers got on', () => writers[0]!.counts.acknowledged > before + 5);
    await new Promise((resolve) => setTimeout(resolve, randomInt(100)));
    await server.kill();
    server = await spawned({ data, port: server.port });
  }
  over = true;
  await Promise.all(running);
  for (const { stream, ids, counts } of writers) {
    expect(counts.impossible).toBe(0);
    expect(await readIds(client, stream)).toEqual(ids.map((id, revision) => `${revision} ${id}`));
  }
  const sum = (which: 'acknowledged' | 'unknown') =>
    writers.reduce((total, { counts }) => total + counts[which], 0);
  expect(sum('unknown')).toBeGreaterThan(0);
  expect(sum('acknowledged')).toBeGreaterThan(100);
}, 30_000);

test('a stopped process leaves with 0, gives the directory back and remembers everything', async () => {
  const data = newData();
  const stream = `s-${randomUUID()}`;
  const id = randomUUID();
  const server = await spawned({ data, port: 0 });
  expect(server.ready).toMatchObject({ ready: true, recovered: { events: 0 } });
  const client = connected(server);
  const subscription = client.subscribeToAll();
  const ended = new Promise((resolve) => subscription.on('error', resolve).resume());
  await client.appendToStream(stream, event(id), { expectedRevision: 'no_stream' });
  await server.fault({ kind: 'unavailable', match: { method: 'delete' } });
  await expect(client.deleteStream(stream)).rejects.toMatchObject({ type: 'unavailable' });
  expect(await server.stats()).toMatchObject({ unavailable: 1, events: 3 });
  const beganAtMs = performance.now();
  await server.close();
  expect(performance.now() - beganAtMs).toBeLessThan(2_000);
  expect(await server.exited).toBe(0);
  await ended;
  expect(existsSync(join(data, 'lock'))).toBe(false);

  const again = await started({ data, port: server.port });
  expect(again.recovered).toMatchObject({ events: 3 });
  expect(await append(client, [stream, 'no_stream'], event(id))).toMatchObject({ revision: 0n });
  expect(await readIds(client, stream)).toEqual([`0 ${id}`]);
});

test('a second process on a directory is refused with 3, and a foreign layout with 1', async () => {
  const data = newData();
  await started({ data, port: 0 });
  const { code, said } = await runOnce(['--port=0', `--data=${data}`]);
  expect([code, said]).toEqual([3, expect.stringContaining(`in use by process ${process.pid}`)]);
  const foreign = newData();
  writeFileSync(join(foreign, 'format'), 'something else');
  await expect(startEventStore({ data: foreign, port: 0 })).rejects.toThrow(/something else/);
});

test('another address and production are refused with 2, before anything is touched', async () => {
  const data = newData();
  const refused = [
    runOnce(['--port=0', `--data=${data}`, '--host=0.0.0.0']),
    runOnce(['--port=0', `--data=${data}`, '--host=localhost']),
    runOnce(['--port=0', `--data=${data}`], { NODE_ENV: 'production' }),
  ];
  for (const { code, said } of await Promise.all(refused)) {
    expect(code).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(1);
  }
  expect(readdirSync(data)).toEqual([]);
}, 15_000);
