/** A local event store that speaks the protocol of `@eventstore/db-client`. Never production. */
export { DamageError } from './log/log';
export type { EventStoreOptions } from './options';
export { startEventStore } from './start';
export { spawnEventStore, type EventStoreProcess } from './spawn';
