import type { Host } from './host';

/** Injection token of the running host. */
export const HOST = Symbol('host');

/** The host as Nest holds it. */
export type Hosted = {
  readonly host: Host;
  /** Set once the group was joined; unset when the process is told to end. */
  listening: boolean;
  readonly close: () => Promise<void>;
};
