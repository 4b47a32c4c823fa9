export { type MessageOn, type Shape, type Topic, type TopicSettings, topic } from './topic';
