export * from './topics';
export { TopicsClosedError, UnknownTopicError } from './errors';
export { partitionOf } from './partition';
export { memoryTopics, type MemoryOptions } from './memory';
export { kafkaTopics, type KafkaOptions } from './kafka';
export { unreadCodecHeader } from './kafka/unread-codec';
export { topicsContract } from './topics.contract';
