/** One switched fault. It skips `after` matches, then happens `times` times (default 1). */
export type Fault = {
  readonly kind: string;
  /** What must be equal in the situation: every named field, as text or number. */
  readonly match?: Readonly<Record<string, string | number>>;
  readonly after?: number;
  readonly times?: number;
  readonly ms?: number;
  readonly code?: number;
  /** Fields beside a status code, for a fault that answers with one. */
  readonly metadata?: Readonly<Record<string, string>>;
};

export type FaultTable = {
  readonly add: (fault: Fault) => void;
  readonly clear: () => void;
  /** The first fault of one of `kinds` that fits `about` and is due; counted as happened. */
  readonly take: (
    kinds: readonly string[],
    about: Readonly<Record<string, string | number | undefined>>,
  ) => Fault | undefined;
  /** How often each kind has happened, so that a test can assert that its fault did. */
  readonly counts: () => Readonly<Record<string, number>>;
};

type Armed = { readonly fault: Fault; seen: number; done: number };

/** The faults of one server: matched in the order in which they were added. */
export const faultTable = (): FaultTable => {
  let armed: Armed[] = [];
  const counts: Record<string, number> = {};

  return {
    add: (fault) => {
      armed.push({ fault, seen: 0, done: 0 });
    },
    clear: () => {
      armed = [];
    },
    take: (kinds, about) => {
      if (armed.length === 0) return undefined; // the hot path when no test is looking
      for (const entry of armed) {
        const { kind, match = {}, after = 0, times = 1 } = entry.fault;
        if (!kinds.includes(kind) || entry.done >= times) continue;
        if (Object.entries(match).some(([field, wanted]) => about[field] !== wanted)) continue;
        entry.seen += 1;
        if (entry.seen <= after) continue;
        entry.done += 1;
        counts[kind] = (counts[kind] ?? 0) + 1;
        return entry.fault;
      }
      return undefined;
    },
    counts: () => ({ ...counts }),
  };
};
