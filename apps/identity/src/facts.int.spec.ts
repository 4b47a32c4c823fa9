import { randomUUID } from 'node:crypto';
import type { Heard } from '@vestibule/service';
import type { MessageOn, identityCommands } from '@vestibule/contracts';
import { accountsView, openDatabase, touch } from '@vestibule/views';
import { lookUp } from './facts';
import { confirmed, deleted, openBench, registered, startDatabase } from './identity.int.words';

type Command = Heard<MessageOn<typeof identityCommands>>;

let server: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server.close());

const nowMs = 1_800_000_000_000;
const freedAtMs = nowMs - 9_000;
const [ann, bob] = [randomUUID(), randomUUID()];

const heard = (type: Command['type'], data: object) =>
  ({ topic: 'identity.commands.v1', type, data, id: 'i', key: ann, timestampMs: nowMs }) as Command;

const openScene = async () => {
  const bench = await openBench(server.database, nowMs);
  await bench.write(
    bob,
    registered(bob, '1990-05-04', 1_000),
    confirmed(bob, 'k', 2_000),
    deleted(bob, freedAtMs),
  );
  await bench.write(ann, registered(ann, '1990-05-04', 1_000));
  bench.hosts.forEach(({ start }) => start());
  for (;;) {
    const rows = await server.database.query('select 1 from accounts.accounts');
    if (rows.length === 2) break;
  }
  await bench.stop();
  const view = { view: accountsView, database: server.database };
  const ask = async (...messages: readonly Command[]) =>
    lookUp(messages, { database: server.database, nowMs });
  return { ask, seen: async (atMs: number) => touch(view, atMs) };
};

test('edge 55: a number is known to be freed, and its account’s other facts with it', async () => {
  const { ask, seen } = await openScene();
  await seen(nowMs);
  const [confirm, follow] = [
    heard('ConfirmPhone', { actor: ann, phoneKey: 'k' }),
    heard('Follow', { actor: ann, other: bob }),
  ];
  const facts = await ask(confirm, follow);
  expect([facts.freedAtMs('k'), facts.freedAtMs('l')]).toEqual([freedAtMs, null]);
  expect(facts.of(ann, bob, nowMs).other).toMatchObject({ standing: 'deleted', phone: false });
  const only = await ask(confirm);
  expect(only.freedAtMs('k')).toBe(freedAtMs);
  expect(() => only.of(ann, bob, nowMs)).toThrow('names a second account');
});

test('what asks for nothing is not kept waiting by anything', async () => {
  const facts = await lookUp([heard('RemovePhone', { actor: ann })], { nowMs });
  expect(() => facts.freedAtMs('k')).toThrow('names a number');
});

describe('edge 87: facts are never guessed', () => {
  test.each([
    ['a pair', heard('Follow', { actor: ann, other: bob })],
    ['a number', heard('ConfirmPhone', { actor: ann, phoneKey: 'k' })],
  ])('%s waits while the rows are over 30 seconds behind', async (_, command) => {
    const { ask, seen } = await openScene();
    await server.database.query('update accounts.progress set seen_at_ms = 0');
    await seen(nowMs - 30_001);
    await expect(ask(command)).rejects.toThrow('at most 30000 ms');
    await seen(nowMs - 30_000);
    expect(await ask(command)).toBeDefined();
  });

  test('and while the database is away', async () => {
    const database = openDatabase('postgres://nobody@127.0.0.1:1/none');
    const follow = heard('Follow', { actor: ann, other: bob });
    await expect(lookUp([follow], { database, nowMs })).rejects.toThrow(
      'no answer from the database',
    );
    await database.close();
  });
});
