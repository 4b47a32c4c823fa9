import type { Spot } from './bus';
import type { World } from './life';
import type { Process } from './process';

const redeliveryMs = 250;
const batchMax = 12;
const againMax = 6;

const nameOf = ({ topic, partition }: Spot): string => `${topic}/${partition}`;

/**
 * Hands records over as a consumer group does at its worst: from before the committed place, with
 * lost commits, and to two owners at once.
 */
export const readersIn = ({ bus, time, chance, faults }: World) => {
  const owners = new Map<string, ReadonlySet<Process>>();
  const reading = new Set<string>();

  /** Hands over what comes next, or has come already; gives how long to wait before more of it. */
  const handOver = async (process: Process, spot: Spot): Promise<number> => {
    const { topic, partition } = spot;
    const again = faults.on && chance.oneIn(8) ? chance.below(againMax) : 0;
    const from = Math.max(0, bus.committed(spot) - again);
    const to = from + 1 + chance.below(batchMax);
    const records = bus.records(topic, partition).slice(from, to);
    if (records.length === 0) {
      await bus.grown(topic);
      return chance.below(8);
    }
    const settled = await process.each({ topic, partition, records }).catch(() => 0);
    const isLost = faults.on && chance.oneIn(6);
    if (!isLost) bus.commit(spot, Math.max(bus.committed(spot), from + settled));
    return settled < records.length ? redeliveryMs : 0;
  };

  const read = async (process: Process, spot: Spot): Promise<void> => {
    const name = `${process.instance}/${process.place}/${nameOf(spot)}`;
    if (reading.has(name)) return;
    reading.add(name);
    const isOwner = () =>
      !process.life.isDead() &&
      (owners.get(`${spot.group}/${nameOf(spot)}`)?.has(process) ?? false);
    while (isOwner()) {
      const pauseMs = await handOver(process, spot);
      if (pauseMs > 0) await time.wait(pauseMs);
    }
    reading.delete(name);
  };

  /** Shares the partitions of a service among its living processes. */
  const share = (living: readonly Process[]): void => {
    for (const spot of living[0]?.spots ?? []) {
      const both = faults.on && chance.oneIn(4);
      const mine = both ? living : [chance.pick(living)];
      owners.set(`${spot.group}/${nameOf(spot)}`, new Set(mine));
      for (const process of mine) void read(process, spot);
    }
  };

  return { share };
};
