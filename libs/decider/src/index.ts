export { type Decider, type Message, fold } from './decider';
export {
  type Call,
  type Memory,
  type Source,
  type StoredMemory,
  type Verdict,
  emptyMemory,
  memoryOf,
  remember,
  storedMemory,
  verdict,
} from './once';
export { type Answer, type Expected, type Laws, type Scene, scenarios } from './scenarios';
