import { clientRetry } from './client';

test('K11 no pause or count of repeats is left to defaults, which depend on NODE_ENV', () => {
  const defaults: object = jest.requireActual('kafkajs/src/retry/defaults');
  expect(Object.keys(clientRetry).toSorted()).toEqual(Object.keys(defaults).toSorted());
});
