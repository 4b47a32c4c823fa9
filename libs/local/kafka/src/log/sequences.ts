import { errors } from '../errors';
import type { Stamp } from './batch';

type Written = { readonly base: number; readonly timeMs: number };
type Kept = Written & { readonly first: number; readonly last: number };
type Producer = { readonly epoch: number; readonly recent: Kept[]; seenAtMs: number };

export type Verdict =
  | { readonly type: 'append' }
  | { readonly type: 'repeat'; readonly base: number; readonly timeMs: number }
  | { readonly type: 'refuse'; readonly error: number };

const remembered = 5;
const append: Verdict = { type: 'append' };

/** Which batches of idempotent producers a partition has had: the last five of each producer. */
export class Sequences {
  private readonly producers = new Map<number, Producer>();

  /** Judges a batch before it is written. */
  judge({ producer, epoch, first, last }: Stamp): Verdict {
    const known = this.producers.get(producer);
    if (producer < 0 || !known) return append;
    if (epoch < known.epoch) return { type: 'refuse', error: errors.INVALID_PRODUCER_EPOCH };
    const outOfOrder: Verdict = { type: 'refuse', error: errors.OUT_OF_ORDER_SEQUENCE };
    if (epoch > known.epoch) return first === 0 ? append : outOfOrder;

    const repeated = known.recent.find((kept) => kept.first === first && kept.last === last);
    if (repeated) return { type: 'repeat', base: repeated.base, timeMs: repeated.timeMs };
    const newest = known.recent.at(-1);
    return !newest || first === (newest.last + 1) % 2 ** 31 ? append : outOfOrder;
  }

  /** Remembers a written batch; also called for each batch found at start. */
  note({ producer, epoch, first, last }: Stamp, written: Written, nowMs: number): void {
    if (producer < 0) return;
    const known = this.producers.get(producer);
    const kept = known?.epoch === epoch ? known : { epoch, recent: [], seenAtMs: 0 };
    kept.recent.push({ first, last, ...written });
    if (kept.recent.length > remembered) kept.recent.shift();
    kept.seenAtMs = nowMs;
    this.producers.set(producer, kept);
  }

  /** Forgets producers that were silent since `beforeMs`. */
  forget(beforeMs: number): void {
    this.producers.forEach((known, producer) => {
      if (known.seenAtMs < beforeMs) this.producers.delete(producer);
    });
  }
}
