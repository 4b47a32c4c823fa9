import { baseOf, endOf } from './batch';

/** Recent batches of one partition, oldest first, without a gap. */
export type Tail = { batches: Buffer[]; head: number };

/** Recent batches of all partitions, under one bound in bytes; the oldest of all leaves first. */
export class TailCache {
  private order: Tail[] = [];
  private head = 0;
  private size = 0;

  constructor(private readonly bytesMax: number) {}

  get bytes(): number {
    return this.size;
  }

  add(tail: Tail, batch: Buffer): void {
    tail.batches.push(batch);
    this.order.push(tail);
    this.size += batch.length;
    while (this.size > this.bytesMax) this.evict();
  }

  /** Gives back what a closed partition still holds; its places in the order become empty. */
  drop(tail: Tail): void {
    this.size -= tail.batches.slice(tail.head).reduce((sum, { length }) => sum + length, 0);
    tail.batches = [];
    tail.head = 0;
  }

  private evict(): void {
    const tail = this.order[this.head];
    if (!tail) return;
    this.head += 1;
    const batch = tail.batches[tail.head];
    if (batch) {
      this.size -= batch.length;
      tail.batches[tail.head] = gone;
      tail.head += 1;
      trim(tail);
    }
    if (this.head < 1_024 || this.head * 2 < this.order.length) return;
    this.order = this.order.slice(this.head);
    this.head = 0;
  }
}

const gone = Buffer.alloc(0);

/** Shortens the list in portions: shifting a long one each time would be quadratic. */
const trim = (tail: Tail): void => {
  if (tail.head < 64 && tail.head < tail.batches.length) return;
  tail.batches = tail.batches.slice(tail.head);
  tail.head = 0;
};

/** The batches from the one that holds `offset`, or undefined if that one is not here any more. */
export const tailFrom = ({ batches, head }: Tail, offset: number): number | undefined => {
  const oldest = batches[head];
  if (!oldest || offset < baseOf(oldest)) return undefined;
  let [low, high] = [head, batches.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(batches[middle] as Buffer) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

const batchesMax = 4_096;

/** Batches from the place `from`, below the offset `end`, at most `bytesMax`; at least one. */
export const readTail = (
  { batches }: Tail,
  from: number,
  { end, bytesMax }: { readonly end: number; readonly bytesMax: number },
): readonly Buffer[] => {
  const read: Buffer[] = [];
  let left = bytesMax;
  for (const batch of batches.slice(from, from + batchesMax)) {
    if (baseOf(batch) >= end || (read.length > 0 && batch.length > left)) break;
    read.push(batch);
    left -= batch.length;
  }
  return read;
};
