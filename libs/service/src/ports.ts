import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import type { Database } from '@vestibule/views';
import type { Logger } from './logger';
import type { Process } from './process';
import type { System } from './system';

/** What a service runs on. `database` only for services with a read model. */
export type Ports = {
  readonly streams: Streams;
  readonly topics: Topics;
  readonly database?: Database;
  readonly system: System;
  readonly log: Logger;
  /** Of a process with several services; a host without one makes its own. */
  readonly process?: Process;
};
