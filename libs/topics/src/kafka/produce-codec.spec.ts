import type ProduceDefinition from 'kafkajs/src/protocol/requests/produce';
import { randomBytes, randomInt } from 'node:crypto';
import { pack } from '../bytes';
import { type Produced, encodeProduce } from './produce-codec';

const { protocol } = jest.requireActual<typeof ProduceDefinition>(
  'kafkajs/src/protocol/requests/produce',
);

const nowMs = 1_760_000_000_123;

/** The same request as the client writes it; a time at each message fixes that of the batch. */
const byClient = async (produced: Produced, version: number): Promise<Buffer> => {
  const topicData = produced.topicData.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition, messages }) => ({
      partition,
      firstSequence: 0,
      messages: messages.map((message) => ({ ...message, timestamp: nowMs })),
    })),
  }));
  const { request } = protocol({ version })({ ...produced, topicData });
  return (await request.encode()).buffer;
};

const list = <One>(max: number, make: (index: number) => One): readonly One[] =>
  Array.from({ length: randomInt(1, max) }, (_, index) => make(index));

const text = (max: number): string =>
  randomBytes(randomInt(max)).toString(randomInt(2) ? 'latin1' : 'utf8');
const content = (max: number): string | Buffer =>
  randomInt(3) ? text(max) : randomBytes(randomInt(max));

const message = () => {
  const headers = Object.fromEntries(list(10, (index) => [`${index}${text(90)}`, content(300)]));
  const key = randomInt(4) ? content(200) : null;
  const value = randomInt(9) ? content(randomInt(2) ? 90 : 20_000) : null;
  return pack({ topic: '', key, value, headers: randomInt(4) ? headers : {} });
};

const produced = (): Produced => ({
  acks: -1,
  timeout: randomInt(60_000),
  topicData: list(4, (index) => ({
    topic: `topic.${index}`,
    partitions: list(4, (partition) => ({ partition, messages: list(90, message) })),
  })),
});

test.each([3, 5, 7])('writes any request as the client does in version %d', async (version) => {
  for (const one of list(8, produced))
    expect(encodeProduce(one, nowMs).equals(await byClient(one, version))).toBe(true);
});

test('writes a request without records, and one with a record of nothing', async () => {
  const nothing = pack({ topic: '', key: null, value: null, headers: {} });
  const partitions = [{ partition: 0, messages: [nothing] }];
  for (const topicData of [[], [{ topic: 't', partitions }]]) {
    const one = { acks: -1, timeout: 1, topicData };
    expect(encodeProduce(one, nowMs).equals(await byClient(one, 7))).toBe(true);
  }
});
