import type { Outcome } from './outcome';

/** A command on its way. */
export type Waiting = {
  readonly lane: string;
  readonly askedAtMs: number;
  readonly fingerprint: string;
  readonly decided: Promise<Outcome>;
  readonly settle: (outcome: Outcome) => void;
};

export type UndecidedLimits = {
  readonly nowMs: () => number;
  /** A lane whose oldest command is older takes nothing more. */
  readonly busyAfterMs: number;
  /** Then a command counts no more: it was lost or buried, and its id can be asked with again. */
  readonly forgetAfterMs: number;
  /** A busy lane takes one command in this time: without it nobody would learn that it is well. */
  readonly probeEveryMs: number;
  readonly waitingMax: number;
};

type Lane = { readonly waiting: Map<string, Waiting>; probedAtMs: number };

const waitingNow = (lane: string, fingerprint: string, askedAtMs: number): Waiting => {
  let settle: (outcome: Outcome) => void = () => {};
  const decided = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  return { lane, askedAtMs, fingerprint, decided, settle };
};

/**
 * The commands that this process has asked and that have no outcome yet, whether or not somebody
 * still waits. A lane is a partition, decided in order: a command that a later one has overtaken was
 * buried as a dead letter, and one person's must not close the door for all others.
 */
export class Undecided {
  private readonly all = new Map<string, Waiting>();
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly limits: UndecidedLimits) {}

  find(key: string): Waiting | undefined {
    return this.all.get(key);
  }

  add(key: string, { lane, fingerprint }: Pick<Waiting, 'lane' | 'fingerprint'>): Waiting {
    const added = waitingNow(lane, fingerprint, this.limits.nowMs());
    this.all.set(key, added);
    this.laneOf(lane).waiting.set(key, added);
    return added;
  }

  /** Tells all who wait; gives what was known of the command. */
  settle(key: string, outcome: Outcome): Waiting | undefined {
    const found = this.all.get(key);
    if (!found) return undefined;
    this.overtake(key, this.laneOf(found.lane));
    this.drop(key);
    found.settle(outcome);
    return found;
  }

  drop(key: string): void {
    const found = this.all.get(key);
    this.all.delete(key);
    if (found) this.lanes.get(found.lane)?.waiting.delete(key);
  }

  /** Whether a lane takes nothing more at the moment. */
  isBusy(name: string): boolean {
    this.forgetOld();
    const { nowMs, waitingMax, probeEveryMs } = this.limits;
    if (this.all.size >= waitingMax) return true;
    const lane = this.lanes.get(name);
    if (!lane || !this.isLate(lane)) return false;
    if (nowMs() - lane.probedAtMs < probeEveryMs) return true;
    lane.probedAtMs = nowMs();
    return false;
  }

  size(): number {
    this.forgetOld();
    return this.all.size;
  }

  /** How old the oldest is, in milliseconds; 0 when nothing waits. */
  oldestMs(): number {
    this.forgetOld();
    const [oldest] = this.all.values();
    return oldest ? this.limits.nowMs() - oldest.askedAtMs : 0;
  }

  private laneOf(name: string): Lane {
    const lane = this.lanes.get(name) ?? { waiting: new Map<string, Waiting>(), probedAtMs: 0 };
    this.lanes.set(name, lane);
    return lane;
  }

  private overtake(key: string, { waiting }: Lane): void {
    if (!waiting.has(key)) return;
    for (const earlier of waiting.keys()) {
      if (earlier === key) return;
      waiting.delete(earlier);
    }
  }

  private isLate({ waiting }: Lane): boolean {
    const { nowMs, busyAfterMs } = this.limits;
    const [oldest] = waiting.values();
    return oldest !== undefined && nowMs() - oldest.askedAtMs > busyAfterMs;
  }

  private forgetOld(): void {
    const { nowMs, forgetAfterMs } = this.limits;
    for (const [key, { askedAtMs }] of this.all) {
      if (nowMs() - askedAtMs <= forgetAfterMs) return;
      this.drop(key);
    }
  }
}
