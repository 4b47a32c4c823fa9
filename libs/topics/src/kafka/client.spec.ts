import type ProduceDefinition from 'kafkajs/src/protocol/requests/produce';
import { pack } from '../bytes';
import { clientRetry } from './client';

test('K11 no pause or count of repeats is left to defaults, which depend on NODE_ENV', () => {
  const defaults: object = jest.requireActual('kafkajs/src/retry/defaults');
  expect(Object.keys(clientRetry).toSorted()).toEqual(Object.keys(defaults).toSorted());
});

test('requests of measured messages are written by us, all others by the client', async () => {
  const { protocol } = jest.requireActual<typeof ProduceDefinition>(
    'kafkajs/src/protocol/requests/produce',
  );
  const plain = { key: Buffer.from('k'), value: 'v', headers: {} };
  const encoderFor = async (message: object, about: object = {}) => {
    const topicData = [{ topic: 't', partitions: [{ partition: 0, messages: [message] }] }];
    const asked = { acks: -1, timeout: 1, topicData, ...about };
    return (await protocol({ version: 7 })(asked).request.encode()).constructor.name;
  };
  const measured = pack({ topic: 't', ...plain });
  expect(await encoderFor(measured)).toBe('Object');
  expect(await encoderFor(plain)).toBe('Encoder');
  expect(await encoderFor(measured, { compression: 1 })).toBe('Encoder');
});
