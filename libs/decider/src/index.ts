export { type Decider, type Message, fold } from './decider';
