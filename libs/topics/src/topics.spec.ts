import { memoryTopics } from './memory';
import { topicsContract } from './topics.contract';

/** Pauses a tenth as long: what the statements need is their order. */
const after = (ms: number, act: () => void) => void setTimeout(act, ms / 10);

describe('the twin', () => {
  topicsContract(async () => memoryTopics({ after }));
});
