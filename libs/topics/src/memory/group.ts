import { type Pauses, redeliveryPauses, settledCount } from '../back-off';
import type { ConsumeOptions, IncomingBatch, IncomingRecord } from '../topics';
import type { MemoryLog } from './log';

/** One member of a group. What it owns changes with every rebalance. */
export type Member = {
  readonly options: ConsumeOptions;
  readonly each: (batch: IncomingBatch) => Promise<number>;
  readonly busy: Map<string, Promise<void>>;
  owned: ReadonlySet<string>;
  stopping: boolean;
};

export type GroupWorld = {
  readonly log: (topic: string) => MemoryLog | undefined;
  /** Acts once, `ms` later. */
  readonly after: (ms: number, act: () => void) => void;
};

type Spot = { readonly topic: string; readonly partition: number; readonly name: string };

const defaultBatchMax = 1_000;
/** How long a rebalance waits for batches in work; after that they are handed to others as well. */
const rebalancePatienceMs = 1_000;

/** A consumer group: who owns which partition, what is committed, what is held back. */
export class MemoryGroup {
  private readonly committed = new Map<string, number>();
  private readonly pauses = new Map<string, Pauses>();
  private readonly held = new Set<string>();
  private members: readonly Member[] = [];
  private woken = false;
  private rebalances: Promise<void> = Promise.resolve();
  private isRebalancing = false;

  constructor(private readonly world: GroupWorld) {}

  async join(member: Member): Promise<void> {
    await this.rebalance(() => {
      this.members = [...this.members, member];
    });
  }

  async leave(member: Member): Promise<void> {
    await this.rebalance(() => {
      this.members = this.members.filter((other) => other !== member);
      member.owned = new Set();
    });
  }

  /** Hands over what is there; at the end of this turn, so that a turn's records come together. */
  wake(): void {
    if (this.woken) return;
    this.woken = true;
    setImmediate(() => this.pump());
  }

  private async rebalance(change: () => void): Promise<void> {
    this.rebalances = this.shareAnew(this.rebalances, change);
    await this.rebalances;
  }

  /** Stops the group, lets what is in work settle and commit, changes it, shares out anew. */
  private async shareAnew(before: Promise<void>, change: () => void): Promise<void> {
    await before;
    this.isRebalancing = true;
    const staying = this.members.filter(({ stopping }) => !stopping);
    const working = staying.flatMap(({ busy }) => [...busy.values()]);
    const late = new Promise<void>((resolve) => {
      if (working.length > 0) this.world.after(rebalancePatienceMs, resolve);
    });
    await Promise.race([Promise.all(working), late]);
    change();
    this.assign();
    this.isRebalancing = false;
    this.wake();
  }

  private assign(): void {
    this.members.forEach((member) => (member.owned = new Set()));
    const topics = new Set(this.members.flatMap(({ options }) => options.topics));
    this.spotsOf([...topics].toSorted()).forEach((spot, index) => {
      const readers = this.members.filter(({ options }) => options.topics.includes(spot.topic));
      const owner = readers[index % readers.length];
      if (owner === undefined) return;
      owner.owned = new Set([...owner.owned, spot.name]);
      // "From now on" means from now: not from the first record that somebody happens to settle.
      if (owner.options.from === 'end' && !this.committed.has(spot.name))
        this.committed.set(spot.name, this.recordsOf(spot).length);
    });
  }

  private recordsOf({ topic, partition }: Spot): readonly IncomingRecord[] {
    return this.world.log(topic)?.partitions[partition] ?? [];
  }

  private spotsOf(topics: readonly string[]): readonly Spot[] {
    return topics.flatMap((topic) =>
      (this.world.log(topic)?.partitions ?? []).map((_, partition) => ({
        topic,
        partition,
        name: `${topic}/${partition}`,
      })),
    );
  }

  private pump(): void {
    this.woken = false;
    for (const member of this.members) {
      for (const spot of this.spotsOf(member.options.topics)) {
        const isDue = this.recordsOf(spot).length > (this.committed.get(spot.name) ?? 0);
        if (isDue && !member.busy.has(spot.name) && this.mayRead(member, spot))
          member.busy.set(spot.name, this.run(member, spot));
      }
    }
  }

  private mayRead(member: Member, { name }: Spot): boolean {
    const isOpen = !this.isRebalancing && !this.held.has(name);
    return isOpen && !member.stopping && member.owned.has(name);
  }

  private async run(member: Member, spot: Spot): Promise<void> {
    while (this.mayRead(member, spot) && (await this.handOver(member, spot)))
      await new Promise(setImmediate);
    member.busy.delete(spot.name);
    this.wake();
  }

  /** Returns whether the next batch may follow at once. */
  private async handOver(member: Member, spot: Spot): Promise<boolean> {
    const { topic, partition, name } = spot;
    const from = this.committed.get(name) ?? 0;
    const to = from + (member.options.batchMax ?? defaultBatchMax);
    const records = this.recordsOf(spot).slice(from, to);
    if (records.length === 0) return false;
    const settled = await this.ask(member, { topic, partition, records });
    // Somebody else owns it now: what was done is done, but the commit is refused.
    if (!member.owned.has(name)) return false;
    this.committed.set(name, Math.max(this.committed.get(name) ?? 0, from + settled));
    if (settled < records.length) this.holdBack(name);
    else this.pauses.delete(name);
    return settled === records.length;
  }

  private async ask(member: Member, batch: IncomingBatch): Promise<number> {
    try {
      return settledCount(await member.each(batch), batch.records.length);
    } catch (error) {
      const { topic, partition } = batch;
      member.options.alert?.('a batch failed', { topic, partition, error });
      return 0;
    }
  }

  private holdBack(name: string): void {
    const pause = this.pauses.get(name) ?? redeliveryPauses();
    this.pauses.set(name, pause);
    this.held.add(name);
    this.world.after(pause.next(), () => {
      this.held.delete(name);
      this.wake();
    });
  }
}
