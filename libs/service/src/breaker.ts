import type { System } from './system';

const windowMs = 60_000;
const most = { failure: 20, quarantine: 5 } as const;

/** Our own code fails on too many commands at once: that is a bad release, not bad data. */
export class BadReleaseError extends Error {
  override readonly name = 'BadReleaseError';
}

/**
 * Counts failures of our own code. Past 20 failed commands or 5 quarantines within 60 s it opens:
 * consuming must stop and somebody must look, before a whole topic is answered `FAILED`.
 */
export const breaker = (system: System, open: (error: BadReleaseError) => void) => {
  const atMs: Record<keyof typeof most, number[]> = { failure: [], quarantine: [] };
  return (what: keyof typeof most): void => {
    const now = system.monotonicMs();
    atMs[what] = [...atMs[what].filter((past) => now - past < windowMs), now];
    if (atMs[what].length >= most[what])
      open(new BadReleaseError(`${most[what]} × ${what} within a minute: roll back this release.`));
  };
};
