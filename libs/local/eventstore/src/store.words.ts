import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realDisk } from './log/disk';
import { type Proposal, idOf, readRecord } from './log/record';
import { type Outcome, Store, type StoreOptions } from './store/store';

const directories: string[] = [];
afterAll(() =>
  directories.forEach((directory) => rmSync(directory, { recursive: true, force: true })),
);

/** A new directory for one test, removed after the suite. */
export const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'eventstore-'));
  directories.push(directory);
  return directory;
};

/** A store on a directory, without syncs unless asked for. */
export const openAt = (directory: string, options: Partial<StoreOptions> = {}): Store =>
  new Store({
    directory,
    sync: false,
    segmentBytes: 1 << 20,
    truncateAt: undefined,
    disk: realDisk,
    fatal: (error) => {
      throw error;
    },
    ineffective: () => {},
    ...options,
  });

export const proposal = (id: string = randomUUID(), data = '{}', type = 'Happened'): Proposal => ({
  id,
  type,
  json: true,
  data: Buffer.from(data),
  metadata: Buffer.alloc(0),
});

export type Stored = {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly id: string;
  readonly position: number;
};

/** Everything in the store that is durable, oldest first. */
export const everythingIn = (store: Store): readonly Stored[] => {
  const { catalog } = store;
  const read = store.reader(4_096);
  return Array.from({ length: catalog.count }, (_, place) => {
    const position = catalog.positionOf(place);
    const record = read(position, catalog.lengthOf(place));
    const { stream, revision, type } = readRecord(record);
    return { stream, revision, type, id: idOf(record), position };
  });
};

/** An outcome in words, with its revision. */
export const saying = (outcome: Outcome): string =>
  outcome.type === 'written' || outcome.type === 'conflict'
    ? `${outcome.type} ${outcome.revision}`
    : outcome.type;
