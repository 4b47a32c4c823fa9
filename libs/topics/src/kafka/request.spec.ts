import { batchBytesMax, pack } from '../bytes';
import { record } from '../topics.words';
import { cutRequest, type PlacedEntry, topicMessages } from './request';

const entry = (bytes: number, partition = 0, topic = 't'): PlacedEntry => ({
  record: pack(record(topic, 'k', 'x'.repeat(bytes))),
  partition,
  settle: () => {},
});

const many = (count: number, bytes: number, partition = 0) =>
  Array.from({ length: count }, () => entry(bytes, partition));

test('a request has at most 1,000 records', () => {
  expect(cutRequest(many(2_500, 10), 0)).toBe(1_000);
  expect(cutRequest(many(2_500, 10), 2_000)).toBe(2_500);
});

test('a request ends before the record that would overfill a batch, and keeps the order', () => {
  const half = batchBytesMax / 2 - 100;
  const entries = [...many(2, half), entry(half), ...many(2, 10, 1)];
  expect(cutRequest(entries, 0)).toBe(2);
  expect(cutRequest(entries, 2)).toBe(5);
});

test('a request has at most 8 MiB, over all partitions', () => {
  const entries = Array.from({ length: 12 }, (_, partition) => entry(1_000_000, partition));
  expect(cutRequest(entries, 0)).toBe(8);
});

test('at least one record is taken, however large', () => {
  expect(cutRequest([entry(batchBytesMax), entry(1)], 0)).toBe(1);
});

test('messages are grouped by topic in the order of their records', () => {
  const grouped = topicMessages([entry(1, 0, 'a'), entry(2, 1, 'b'), entry(3, 2, 'a')]);
  expect(grouped.map(({ topic }) => topic)).toEqual(['a', 'b']);
  expect(grouped[0]?.messages.map(({ partition }) => partition)).toEqual([0, 2]);
});

test('what is neither text nor bytes is refused before it waits', () => {
  const wrong = { ...record('t', 'k', 'v'), headers: { count: 7 as unknown as string } };
  expect(() => pack(wrong)).toThrow('Header count is neither text nor bytes.');
});
