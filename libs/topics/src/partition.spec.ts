import { assert, integer, property, uint8Array } from 'fast-check';
import { partitionOf } from './partition';

/** As the Java client's own tests have them: the hash of a text, by its length modulo four. */
const javaHashes: readonly (readonly [string, number])[] = [
  ['21', -973_932_308],
  ['foobar', -790_332_482],
  ['a-little-bit-long-string', -985_981_536],
  ['a-little-bit-longer-string', -1_486_304_829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
  ['abc', 479_470_107],
];

test.each(javaHashes)('T2 the key %s goes where the Java client puts it', (key, hash) => {
  for (const partitions of [1, 3, 12, 100, 2 ** 31 - 1])
    expect(partitionOf(key, partitions)).toBe((hash & 0x7f_ff_ff_ff) % partitions);
});

test('T2 every key goes where kafkajs puts it, and bytes like their text', () => {
  const client: typeof import('kafkajs') = jest.requireActual('kafkajs');
  const place = client.Partitioners.DefaultPartitioner();
  assert(
    property(uint8Array({ maxLength: 40 }), integer({ min: 1, max: 60 }), (bytes, count) => {
      const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
        partitionId,
        partitionErrorCode: 0,
        leader: 0,
        replicas: [],
        isr: [],
      }));
      const key = Buffer.from(bytes);
      const message = { key, value: '' };
      expect(partitionOf(key, count)).toBe(place({ topic: 't', partitionMetadata, message }));
    }),
  );
  expect(partitionOf('grüße', 7)).toBe(partitionOf(Buffer.from('grüße'), 7));
});
