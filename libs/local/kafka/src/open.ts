import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultTable, StartError } from '@vestibule/local-server';
import type { Broker } from './broker';
import { systemClock } from './clock';
import { Groups } from './groups/groups';
import { Offsets } from './groups/offsets';
import { Disk } from './log/disk';
import { saveFile } from './log/file';
import { TailCache } from './log/tail';
import type { KafkaOptions } from './options';
import { Topics } from './topics';

const layout = '1';
const tailBytesMax = 64 * 1024 * 1024;
const syncFailedCode = 70;

export const say = (line: object) => process.stderr.write(`${JSON.stringify(line)}\n`);

const checkLayout = (data: string): void => {
  const file = join(data, 'format');
  if (!existsSync(file)) saveFile(file, layout, true);
  const found = readFileSync(file, 'utf8');
  if (found !== layout) throw new StartError(`${data} has the unknown layout "${found}".`, 2);
};

/** Opens a locked data directory: recovers what is there. */
export const openBroker = (
  options: KafkaOptions,
  [host, port]: readonly [string, number],
  faults: FaultTable,
): Broker => {
  const { data, sync = 'none', autoCreate = false, partitions = 1 } = options;
  checkLayout(data);
  const clock = systemClock;
  const fatal = (reason: string) => {
    say({ fatal: reason });
    process.exit(syncFailedCode);
  };
  const disk = new Disk({ sync, faults, clock, fatal });
  const tails = new TailCache(tailBytesMax);
  const topics = new Topics(data, { disk, tails, clock, truncateAt: options.truncateAt });
  const offsets = new Offsets(join(data, 'offsets'), disk, options.truncateAt);
  const { rebalanceDelayMs: initialDelayMs = 50, sessionMinMs = 6_000 } = options;
  const groups = new Groups({ clock, initialDelayMs, sessionMinMs }, offsets);
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const late = (ms: number, then: () => void) =>
    void clock.after(ms, () => {
      if (!topics.isClosed) then();
    });
  const parts = { topics, groups, offsets, disk, clock, faults };
  return { ...parts, host, port, autoCreate, partitions, counts, count, late };
};

export const closeBroker = async ({ topics, groups, offsets, disk }: Broker): Promise<void> => {
  groups.close();
  topics.close();
  offsets.close();
  await new Promise<void>((resolve) => {
    disk.onceDurable(resolve);
  });
};
