import { BadReleaseError, breaker } from './breaker';
import { limited } from './limited';
import { system } from './system';

describe('the breaker', () => {
  const at = (clock: { ms: number }) => {
    const opened: Error[] = [];
    const trip = breaker({ ...system, monotonicMs: () => clock.ms }, (error) => opened.push(error));
    return { opened, trip };
  };

  test('opens at 20 failures within a minute', () => {
    const { opened, trip } = at({ ms: 0 });
    for (let n = 0; n < 19; n += 1) trip('failure');
    expect(opened).toEqual([]);
    trip('failure');
    expect(opened[0]).toBeInstanceOf(BadReleaseError);
  });

  test('opens at 5 quarantines, and forgets what is older than a minute', () => {
    const clock = { ms: 0 };
    const { opened, trip } = at(clock);
    for (let n = 0; n < 4; n += 1) trip('quarantine');
    clock.ms = 60_001;
    for (let n = 0; n < 4; n += 1) trip('quarantine');
    expect(opened).toEqual([]);
    trip('quarantine');
    expect(opened).toHaveLength(1);
  });
});

describe('a limit', () => {
  test('lets at most so many run at once, in order, and survives failures', async () => {
    const limit = limited(2);
    let running = 0;
    let most = 0;
    const done: number[] = [];
    const task = (n: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(n);
      if (n === 1) throw new Error('one fails');
    };
    const all = [0, 1, 2, 3, 4].map(async (n) => limit(task(n)));
    const results = await Promise.allSettled(all);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(most).toBe(2);
    expect(done).toEqual([0, 1, 2, 3, 4]);
  });
});
