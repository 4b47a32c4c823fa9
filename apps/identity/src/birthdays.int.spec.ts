import { randomUUID } from 'node:crypto';
import { phoneRestMs } from '@vestibule/domain';
import { confirmed, deleted, openBench, registered, startDatabase } from './identity.int.words';

let server: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  server = await startDatabase();
});
afterAll(async () => server.close());

/** 4 May 2026 begins in UTC−12. */
const birthdayMs = Date.UTC(2026, 4, 4, 12);
const kim = randomUUID();

test('edge 47, edge 48: a birthday is recorded when it comes, once, whoever of two looks', async () => {
  const bench = await openBench(server.database, birthdayMs - 1);
  await bench.write(kim, registered(kim, '2010-05-04', birthdayMs - 1_000));
  bench.hosts.forEach(({ start }) => start());
  await bench.turns(100);
  expect(await bench.until(kim, 1)).toHaveLength(1);
  bench.clock.ms = birthdayMs;
  expect(await bench.until(kim, 2)).toEqual(['AccountRegistered', 'AgeBandReached']);
  await bench.turns(100);
  expect(await bench.until(kim, 2)).toHaveLength(2);
  expect((await bench.eventsOf(kim))[1]?.data).toEqual({
    accountId: kim,
    atMs: birthdayMs,
    band: '16-17',
  });
  await bench.stop();
});

test('a birthday that came while nobody was there is found at the start', async () => {
  const bench = await openBench(server.database, birthdayMs + 900 * 86_400_000);
  await bench.write(kim, registered(kim, '2010-05-04', birthdayMs - 1_000));
  bench.hosts.forEach(({ start }) => start());
  await bench.until(kim, 2);
  expect((await bench.eventsOf(kim))[1]?.data).toMatchObject({ band: '18plus' });
  await bench.stop();
});

test('a deleted number is forgotten after its 90 days', async () => {
  const bench = await openBench(server.database, birthdayMs);
  const ended = deleted(kim, birthdayMs);
  await bench.write(kim, registered(kim, '1990-05-04', 0), confirmed(kim, 'k', 0), ended);
  bench.hosts.forEach(({ start }) => start());
  await bench.turns(100);
  expect(await bench.until(kim, 3)).toHaveLength(3);
  bench.clock.ms = birthdayMs + phoneRestMs;
  expect((await bench.until(kim, 4)).at(-1)).toBe('PhoneForgotten');
  await bench.stop();
});
