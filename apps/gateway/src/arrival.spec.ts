import { arrival } from './arrival';

const batch = (partition: number, offset: number) => ({
  topic: 't',
  partition,
  records: [{ offset: String(offset) }] as never,
});

test('all is there once every partition has reached its end of the start', () => {
  const { see, isThere } = arrival([['t', [5n, 0n, 2n]]], () => 0);
  see(batch(0, 3));
  see(batch(2, 1));
  expect(isThere()).toBe(false);
  see(batch(0, 4));
  expect(isThere()).toBe(true);
});

test('nothing is missing where there is nothing', () =>
  expect(arrival([['t', [0n]]], () => 0).isThere()).toBe(true));

test('a partition whose records have all expired is waited for only until it is quiet', () => {
  let nowMs = 0;
  const { begin, see, isThere } = arrival([['t', [5n, 9n]]], () => nowMs);
  nowMs = 60_000;
  expect(isThere()).toBe(false);
  begin();
  see(batch(1, 8));
  nowMs = 62_500;
  see(batch(0, 1));
  nowMs = 65_500;
  see(batch(1, 9)); // what goes on elsewhere is of no interest
  expect(isThere()).toBe(false);
  nowMs = 65_501;
  expect(isThere()).toBe(true);
});
