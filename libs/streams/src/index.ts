export * from './streams';
export { memoryStreams, type MemoryOptions, type MemoryStreams } from './memory';
export { eventStoreStreams, type EventStoreOptions } from './eventstore';
export type { Trouble } from './trouble';
export { streamsContract } from './streams.contract';
export type { ContractStreams } from './streams.words';
