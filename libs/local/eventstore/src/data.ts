import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FaultTable, lockDirectory } from '@vestibule/local-server';
import { type Disk, realDisk } from './log/disk';
import { systemEvent } from './log/record';
import type { EventStoreOptions } from './options';
import { Store } from './store/store';

/** The store of a data directory, which belongs to this process until it is closed. */
export type Data = {
  readonly store: Store;
  /** What recovery found in it. */
  readonly found: { readonly events: number; readonly streams: number };
  readonly close: () => Promise<void>;
};

const formatVersion = 'eventstore 1';
const segmentBytesDefault = 256 << 20;

const checkFormat = async (directory: string): Promise<void> => {
  const file = join(directory, 'format');
  const found = await readFile(file, 'utf8').catch(() => undefined);
  if (found === undefined) await writeFile(file, formatVersion);
  else if (found !== formatVersion)
    throw new Error(
      `${directory} has the layout "${found}"; this server reads "${formatVersion}".`,
    );
};

const diskUnder = (faults: FaultTable): Disk => ({
  ...realDisk,
  write: async (fd, bytes, at) => {
    if (faults.take(['diskFull'], {})) throw new Error('ENOSPC, switched');
    return realDisk.write(fd, bytes, at);
  },
  sync: async (fd) => {
    const slow = faults.take(['slowSync'], {});
    if (slow) await wait(slow.ms ?? 0);
    await realDisk.sync(fd);
  },
});

const endProcess = (error: unknown): void => {
  process.stderr.write(`a write or sync failed, and nothing is certain now: ${String(error)}\n`);
  process.exit(70);
};

/** Events that every real store has: a subscription without a filter meets them. */
const writeFirstEvents = async (store: Store): Promise<void> => {
  await store.append('$$$local', 'no_stream', [systemEvent('$metadata', '{"$maxCount":100}')]);
  await store.append('$local', 'no_stream', [systemEvent('$StoreCreated', '{}')]);
};

const openStore = ({ data, ...options }: EventStoreOptions, faults: FaultTable): Store =>
  new Store({
    directory: data,
    sync: options.sync !== 'none',
    segmentBytes: options.segmentBytes ?? segmentBytesDefault,
    truncateAt: options.truncateAt,
    disk: diskUnder(faults),
    fatal: endProcess,
    ineffective: (key) => options.log?.({ withoutEffect: key }),
  });

/** Takes the directory and recovers what is in it. */
export const openData = async (options: EventStoreOptions, faults: FaultTable): Promise<Data> => {
  await mkdir(options.data, { recursive: true });
  const unlock = await lockDirectory(options.data);
  try {
    await checkFormat(options.data);
    const store = openStore(options, faults);
    const found = { events: store.catalog.count, streams: store.catalog.streamCount };
    if (found.events === 0) await writeFirstEvents(store);
    const close = async (): Promise<void> => {
      await store.close();
      await unlock();
    };
    return { store, found, close };
  } catch (error) {
    await unlock();
    throw error;
  }
};
