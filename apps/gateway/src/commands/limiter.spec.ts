import { limiter } from './limiter';

const limits = { attemptsMax: () => 3, windowMs: 60_000, pairsMax: 2 };

test('the fourth attempt within a minute waits until the first is a minute old', () => {
  const { take } = limiter(limits);
  expect([0, 10_000, 20_000].map((atMs) => take('ann~bob', atMs))).toEqual(Array(3));
  expect(take('ann~bob', 30_000)).toEqual({ retryAtMs: 60_000 });
  expect(take('ann~bob', 59_999)).toEqual({ retryAtMs: 60_000 });
  expect(take('ann~bob', 60_000)).toBeUndefined();
  expect(take('ann~bob', 60_001)).toEqual({ retryAtMs: 70_000 });
});

test('each pair has a window of its own, in each direction', () => {
  const { take } = limiter({ ...limits, attemptsMax: () => 1 });
  expect(take('ann~bob', 0)).toBeUndefined();
  expect(take('bob~ann', 0)).toBeUndefined();
  expect(take('ann~bob', 0)).toEqual({ retryAtMs: 60_000 });
});

test('only so many pairs are remembered', () => {
  const { take } = limiter({ ...limits, attemptsMax: () => 1 });
  expect(['one', 'two', 'three', 'one'].map((pair) => take(pair, 0))).toEqual(Array(4));
});

test('another number counts from the next attempt on', () => {
  let attemptsMax = 1;
  const { take } = limiter({ ...limits, attemptsMax: () => attemptsMax });
  expect(take('ann~bob', 0)).toBeUndefined();
  expect(take('ann~bob', 1)).toEqual({ retryAtMs: 60_000 });
  attemptsMax = 2;
  expect(take('ann~bob', 2)).toBeUndefined();
  attemptsMax = 1;
  expect(take('ann~bob', 3)).toEqual({ retryAtMs: 60_000 });
});
