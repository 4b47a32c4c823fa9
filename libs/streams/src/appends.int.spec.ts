import { spawnEventStore } from '@vestibule/local-eventstore';
import { appended, fresh, hazards, insist } from './hazards.words';
import { proxyTo } from './proxy.words';
import { signal } from './signal';
import { numbers, said, until, whatOf } from './streams.words';

// These need fault switches or `kill -9`, so only the local server will do.
const local = process.env['EVENTSTORE_URL'] === undefined ? describe : describe.skip;

const unknown = expect.objectContaining({ type: 'unknown' }) as unknown;

local('appends while the store fails', () => {
  const { store, open, kill, happened } = hazards(spawnEventStore);

  test('E1 S27 a silent server makes an append unknown in time; the retry is safe', async () => {
    const [{ append, read }, stream, events] = [await open(), fresh(), [said('a')]];
    await store().fault({ kind: 'silence', match: { method: 'append', stream } });
    const beganAtMs = Date.now();
    expect(await append(stream, -1, events)).toEqual(unknown);
    expect(Date.now() - beganAtMs).toBeLessThan(8_000);
    expect(await happened('silence')).toBe(1);
    expect(await append(stream, -1, events)).toEqual(appended(0));
    expect(await read(stream)).toHaveLength(1);
  });

  test('E2 a server that never says what it can is not ready', async () => {
    await store().fault({ kind: 'silence', match: { method: 'features' }, times: 100 });
    const opening = open({ appendTimeoutMs: 100, openTimeoutMs: 300 });
    await expect(opening).rejects.toThrow(/takes no appends/);
    await store().clearFaults();
    await store().fault({ kind: 'silence', match: { method: 'features' } });
    expect(await (await open()).append(fresh(), -1, [said('a')])).toEqual(appended(0));
  });

  test('E2 tells the address of a server that is not there, without the credentials', async () => {
    const opening = open({ url: 'esdb://ann:secret@127.0.0.1:9?tls=false', openTimeoutMs: 200 });
    await expect(opening).rejects.toThrow('esdb://127.0.0.1:9?tls=false takes no appends');
  });

  test('E11 a connection that died without a word is replaced by another', async () => {
    const { url, freeze, close } = await proxyTo(store());
    const streams = await open({ url, appendTimeoutMs: 200 });
    const [stream, events] = [fresh(), [said('a')]];
    const ready = signal();
    streams.follow({ prefixes: [stream], caughtUp: ready.raise }, async () => undefined);
    await ready.raised;
    freeze();
    const beganAtMs = Date.now();
    expect(await streams.append(stream, -1, events)).toEqual(unknown);
    expect(await insist(() => streams.append(stream, -1, events))).toEqual(appended(0));
    // The keep-alive of the client would notice only after 20 s.
    expect(Date.now() - beganAtMs).toBeLessThan(10_000);
    await streams.close();
    await close();
  });

  test('E3 a batch call that ended gracefully is replaced at once', async () => {
    const [{ append, read, close }, stream] = [await open({ appendTimeoutMs: 50_000 }), fresh()];
    await store().fault({ kind: 'endBatchCall', after: 100 });
    const beganAtMs = Date.now();
    const drafts = numbers(200).map((n) => [said(n)]);
    const results = await Promise.all(drafts.map((one, n) => append(`${stream}-${n}`, -1, one)));
    expect(results.filter(({ type }) => type === 'unknown').length).toBeGreaterThan(0);
    for (const [n, one] of drafts.entries())
      expect(await append(`${stream}-${n}`, -1, one)).toEqual(appended(0));
    expect(await read(`${stream}-199`)).toHaveLength(1);
    await close();
    expect(Date.now() - beganAtMs).toBeLessThan(25_000);
  });

  test('E3 a batch call that fell silent is replaced for everybody', async () => {
    const troubles: string[] = [];
    const { append } = await open({ onTrouble: (what) => troubles.push(what) });
    const stream = fresh();
    await store().fault({ kind: 'silence', match: { method: 'append' }, times: 50 });
    const results = await Promise.all(
      numbers(50).map((n) => append(`${stream}-${n}`, -1, [said(n)])),
    );
    expect(results).toEqual(numbers(50).map(() => unknown));
    await until(() => troubles.length > 0);
    expect(troubles).toEqual(['the connection for appends ended']);
    expect(await append(stream, -1, [said('a')])).toEqual(appended(0));
  });

  test('one lost answer does not cost the others their connection', async () => {
    const troubles: string[] = [];
    const { append } = await open({ onTrouble: (what) => troubles.push(what) });
    const stream = fresh();
    await store().fault({ kind: 'commitThenSilence', match: { method: 'append', stream } });
    const lost = append(stream, -1, [said('a')]);
    await append(fresh(), -1, [said('b')]);
    expect(await lost).toEqual(unknown);
    expect(await append(fresh(), -1, [said('c')])).toEqual(appended(0));
    expect(troubles).toEqual([]);
  });

  test('E11 S26 a server killed under load loses nothing and doubles nothing', async () => {
    const [{ append, read }, prefix] = [await open(), fresh()];
    const write = async (n: number): Promise<void> => {
      for (const revision of numbers(80)) {
        const events = [said(revision)];
        const result = await insist(() => append(`${prefix}-${n}`, revision - 1, events));
        expect(result).toEqual(appended(revision));
      }
    };
    const writing = Promise.all(numbers(32).map(write));
    await until(async () => (await read(`${prefix}-0`)).length >= 20);
    const restart = await kill();
    await restart();
    await writing;
    // A connection attempt made in vain would be kept for ever.
    await until(async () => ((await store().stats())['connections'] ?? 0) <= 2);
    for (const n of numbers(32)) expect(whatOf(await read(`${prefix}-${n}`))).toEqual(numbers(80));
  });

  test('S5 a repeated append is still one after a restart', async () => {
    const [{ append, read }, stream, events] = [await open(), fresh(), [said('a'), said('b')]];
    await append(stream, -1, events);
    await append(stream, 1, [said('c')]);
    await (
      await kill()
    )();
    expect(await insist(() => append(stream, -1, events))).toEqual(appended(1));
    expect(whatOf(await read(stream))).toEqual(['a', 'b', 'c']);
  });

  test('closing settles what is under way and gives the connection back', async () => {
    const { append, read, close } = await open({ appendTimeoutMs: 5_000 });
    const before = await happened('silence');
    await store().fault({ kind: 'silence', match: { method: 'append' } });
    const pending = append(fresh(), -1, [said('a')]);
    await until(async () => (await happened('silence')) > before);
    // Clients of the tests before, whose store was killed, may still be connected.
    const connections = async () => (await store().stats())['connections'] ?? 0;
    const held = await connections();
    await close();
    expect(await pending).toEqual(unknown);
    expect(await append(fresh(), -1, [said('b')])).toEqual(unknown);
    await expect(read(fresh())).rejects.toThrow('closed');
    await until(async () => (await connections()) < held);
  });
});
