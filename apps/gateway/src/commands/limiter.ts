import { bounded } from '@vestibule/service';

export type Limits = {
  /** Attempts in any window of `windowMs`, as it stands when one is made. */
  readonly attemptsMax: () => number;
  readonly windowMs: number;
  /** Pairs remembered; those silent longest are forgotten first. */
  readonly pairsMax: number;
};

export type Limiter = {
  /** Takes an attempt; or tells when the next one will be taken. */
  readonly take: (pair: string, nowMs: number) => { readonly retryAtMs: number } | undefined;
};

/** A sliding window per pair. A refused attempt does not count. */
export const limiter = ({ attemptsMax, windowMs, pairsMax }: Limits): Limiter => {
  const attempts = bounded<readonly number[]>(pairsMax);
  return {
    take: (pair, nowMs) => {
      const lately = (attempts.get(pair) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      const [oldest = nowMs] = lately;
      if (lately.length >= attemptsMax()) return { retryAtMs: oldest + windowMs };
      attempts.set(pair, [...lately, nowMs]);
      return undefined;
    },
  };
};
