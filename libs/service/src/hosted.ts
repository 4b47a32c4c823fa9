import type { Host } from './host';
import type { Batch } from './lanes';
import type { Logger } from './logger';
import type { System } from './system';

/** Injection token of what runs in this process. */
export const HOST = Symbol('host');

/** The services of this process as Nest holds them. */
export type Hosted = {
  /** Never empty; the first gives the process its name. */
  readonly hosts: readonly Host[];
  readonly log: Logger;
  readonly system: System;
  /** Hands a batch to the service that hears its topic; gives how many records are settled. */
  readonly handle: (batch: Batch) => Promise<number>;
  /** Whether everything goes on that goes on by itself. */
  readonly healthy: () => boolean;
  /** Resolves when the store answers. */
  readonly ask: () => Promise<void>;
  readonly scrape: () => Promise<string>;
  /** Rejects when this process should end. */
  readonly failed: Promise<never>;
  readonly start: () => void;
  /** Set once the groups were joined; unset when the process is told to end. */
  listening: boolean;
  readonly close: () => Promise<void>;
};
