/** A local server for the Kafka protocol: for laptops and tests, never for production. */
export type { KafkaOptions } from './options';
export { startKafka } from './start';
export { type KafkaProcess, spawnKafka } from './spawn';
