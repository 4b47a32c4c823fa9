import type { Policy } from '@vestibule/domain';
import type { Letters } from './letters';
import type { Metrics } from './metrics';
import type { Ports } from './ports';

/** What the host gives a service to work with: ports, and what operators see. */
export type Hosting = Omit<Ports, 'log'> & {
  readonly letters: Letters;
  /** The policy in force at an ingest time. */
  readonly policyAt: (atMs: number) => Policy;
  readonly metrics: Metrics;
  /** Counts towards "a bad release, not bad data" (`breaker.ts`). */
  readonly trip: (what: 'failure' | 'quarantine') => void;
};
