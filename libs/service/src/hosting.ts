import type { Policy } from '@vestibule/domain';
import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import type { Database } from '@vestibule/views';
import type { Letters } from './letters';
import type { Logger } from './logger';
import type { Metrics } from './metrics';
import type { System } from './system';

/** What a service runs on. `database` only for services with a read model. */
export type Ports = {
  readonly streams: Streams;
  readonly topics: Topics;
  readonly database?: Database;
  readonly system: System;
  readonly log: Logger;
};

/** What the host gives a service to work with: ports, and what operators see. */
export type Hosting = Omit<Ports, 'log'> & {
  readonly letters: Letters;
  /** The policy in force at an ingest time. */
  readonly policyAt: (atMs: number) => Policy;
  readonly metrics: Metrics;
  /** Counts towards "a bad release, not bad data" (`breaker.ts`). */
  readonly trip: (what: 'failure' | 'quarantine') => void;
};
