import type { Letters } from './letters';
import type { Metrics } from './metrics';
import type { Policies } from './policies';
import type { Ports } from './ports';

/** What the host gives a service to work with: ports, and what operators see. */
export type Hosting = Omit<Ports, 'log' | 'process'> &
  Omit<Policies, 'follow'> & {
    readonly letters: Letters;
    readonly metrics: Metrics;
    /** Counts towards "a bad release, not bad data" (`breaker.ts`). */
    readonly trip: (what: 'failure' | 'quarantine') => void;
  };
