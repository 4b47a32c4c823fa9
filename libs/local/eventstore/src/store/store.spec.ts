import { realDisk } from '../log/disk';
import { everythingIn, newDirectory, openAt, proposal, saying } from '../store.words';
import type { Outcome, Store } from './store';

describe('a stream that ends', () => {
  const read = (store: Store): readonly string[] =>
    everythingIn(store).map(({ stream, type }) => `${stream} ${type}`);

  test('continues behind what was deleted, in one frame with the metadata that says so', async () => {
    const directory = newDirectory();
    const store = openAt(directory);
    await store.append('s', 'no_stream', [proposal(), proposal()]);
    await store.remove('s', 'any', 'delete');
    expect(await store.append('s', 'no_stream', [proposal()])).toMatchObject({ revision: 2 });
    expect(read(store).slice(2)).toEqual(['$$s $metadata', 's Happened', '$$s $metadata']);
    expect(store.catalog.find('s')?.durable.before).toBe(2);
    await store.close();
    const again = openAt(directory);
    expect(again.catalog.find('s')?.durable.before).toBe(2);
    await again.close();
  });

  test('stays closed after a restart, with its metadata stream', async () => {
    const directory = newDirectory();
    const store = openAt(directory);
    await store.append('s', 'no_stream', [proposal()]);
    await store.remove('s', 0, 'tombstone');
    await store.close();
    const again = openAt(directory);
    expect(await again.append('s', 'any', [proposal()])).toEqual({ type: 'tombstoned' });
    expect(await again.append('$$s', 'any', [proposal()])).toEqual({ type: 'tombstoned' });
    expect(read(again)).toEqual(['s Happened', 's $streamDeleted']);
    await again.close();
  });

  test('takes an event of the type $streamDeleted as any other event', async () => {
    const store = openAt(newDirectory());
    await store.append('s', 'any', [proposal(undefined, '{}', '$streamDeleted')]);
    expect(await store.append('s', 0, [proposal()])).toMatchObject({
      type: 'written',
      revision: 1,
    });
    await store.close();
  });
});

describe('an answer', () => {
  const gate = () => {
    let open: () => void = () => {};
    const closed = new Promise<void>((resolve) => (open = resolve));
    return { closed, open };
  };

  test('comes after the sync: nothing is told or shown before', async () => {
    const { closed, open } = gate();
    const sync = async (fd: number) => closed.then(() => realDisk.sync(fd));
    const store = openAt(newDirectory(), { sync: true, disk: { ...realDisk, sync } });
    const told: string[] = [];
    const tell = (what: string) => (outcome: Outcome) =>
      void told.push(`${what}: ${saying(outcome)}`);
    const one = proposal();
    const all = [
      store.append('s', 'no_stream', [one]).then(tell('first')),
      store.append('s', 'no_stream', [one]).then(tell('repeat')),
      store.append('s', 'no_stream', [proposal()]).then(tell('refused')),
      store.append('other', 5, [proposal()]).then(tell('refused elsewhere')),
    ];
    await all[3];
    expect(told).toEqual(['refused elsewhere: conflict -1']);
    expect(store.catalog.count).toBe(0);
    open();
    await Promise.all(all);
    expect(told.slice(1)).toEqual(['first: written 0', 'repeat: written 0', 'refused: conflict 0']);
    await store.close();
  });

  test('never comes when a sync fails: the process is told to end, once', async () => {
    const fatal: unknown[] = [];
    const failing = { ...realDisk, sync: async () => Promise.reject(new Error('EIO')) };
    const disk = { ...failing };
    const store = openAt(newDirectory(), { sync: true, disk, fatal: (error) => fatal.push(error) });
    let answered = false;
    void store.append('s', 'any', [proposal()]).then(() => (answered = true));
    while (fatal.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([fatal.length, answered, store.catalog.count]).toEqual([1, false, 0]);
  });
});

describe('a full disk', () => {
  const fillable = () => {
    const state = { full: false, cut: true };
    const write = async (fd: number, bytes: Buffer, at: number): Promise<number> => {
      if (!state.full) return realDisk.write(fd, bytes, at);
      await realDisk.write(fd, bytes.subarray(0, bytes.length >> 1), at);
      throw new Error('ENOSPC');
    };
    const truncate = async (fd: number, length: number): Promise<void> =>
      state.cut ? realDisk.truncate(fd, length) : Promise.reject(new Error('EIO'));
    return { state, disk: { ...realDisk, write, truncate } };
  };

  test('refuses what was in flight and what comes, shows nothing of it, and recovers', async () => {
    const directory = newDirectory();
    const { state, disk } = fillable();
    const store = openAt(directory, { disk });
    await store.append('s', 'no_stream', [proposal()]);
    state.full = true;
    const flying = [0, 1].map((revision) => store.append('s', revision, [proposal()]));
    await new Promise(setImmediate); // these two are being written now, the next ones wait
    flying.push(store.append('s', 2, [proposal()]), store.append('s', 9, [proposal()]));
    expect((await Promise.all(flying)).map(saying)).toEqual(Array(4).fill('failed'));
    expect(saying(await store.append('t', 'any', [proposal()]))).toBe('failed');
    expect(everythingIn(store).map(({ stream }) => stream)).toEqual(['s']);

    state.full = false;
    let outcome = await store.append('s', 0, [proposal()]);
    while (outcome.type === 'failed') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      outcome = await store.append('s', 0, [proposal()]);
    }
    expect(outcome).toMatchObject({ type: 'written', revision: 1 });
    await store.close();
    const again = openAt(directory);
    expect(everythingIn(again)).toHaveLength(2);
    await again.close();
  });

  test('ends the process when not even the half-written commit can be taken back', async () => {
    const fatal: unknown[] = [];
    const { state, disk } = fillable();
    const store = openAt(newDirectory(), { disk, fatal: (error) => fatal.push(error) });
    [state.full, state.cut] = [true, false];
    void store.append('s', 'any', [proposal()]);
    while (fatal.length === 0) await new Promise(setImmediate);
    expect(String(fatal[0])).toContain('EIO');
  });
});
