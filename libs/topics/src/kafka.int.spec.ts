import { spawnKafka } from '@vestibule/local-kafka';
import { Suite } from './kafka/suite.words';
import { topicsContract } from './topics.contract';

describe('the adapter', () => {
  const broker = new Suite(spawnKafka);

  beforeAll(async () => broker.open());
  afterAll(async () => broker.close());

  topicsContract(async () => broker.bus());
});
