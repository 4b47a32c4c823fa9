import { outcomeFor, send } from '../gateway.words';
import { Undecided } from './undecided';

const outcome = outcomeFor(send());

const room = () => {
  const clock = { nowMs: 0 };
  const waiting = new Undecided({
    nowMs: () => clock.nowMs,
    busyAfterMs: 5_000,
    forgetAfterMs: 60_000,
    probeEveryMs: 1_000,
    waitingMax: 4,
  });
  return {
    clock,
    add: (key: string, lane = 'a') => waiting.add(key, { lane, fingerprint: key }),
    find: (key: string) => waiting.find(key),
    settle: (key: string) => waiting.settle(key, outcome),
    drop: (key: string) => waiting.drop(key),
    isBusy: (lane: string) => waiting.isBusy(lane),
    size: () => waiting.size(),
    oldestMs: () => waiting.oldestMs(),
  };
};

describe('commands without an outcome', () => {
  test('are settled for whoever waits', async () => {
    const { add, settle, find, size } = room();
    const { decided } = add('one');
    expect(settle('one')?.fingerprint).toBe('one');
    expect(await decided).toBe(outcome);
    expect([find('one'), settle('one'), size()]).toEqual([undefined, undefined, 0]);
  });

  test('make their lane busy when the oldest is over five seconds old', () => {
    const { clock, add, isBusy, oldestMs } = room();
    add('one');
    clock.nowMs = 5_000;
    expect(isBusy('a')).toBe(false);
    clock.nowMs = 5_001;
    isBusy('a'); // the probe that is let through
    expect(isBusy('a')).toBe(true);
    expect(isBusy('b')).toBe(false);
    expect(oldestMs()).toBe(5_001);
  });

  test('let one command a second through a busy lane', () => {
    const { clock, add, isBusy } = room();
    add('one');
    clock.nowMs = 10_000;
    expect([isBusy('a'), isBusy('a')]).toEqual([false, true]);
    clock.nowMs = 11_000;
    expect([isBusy('a'), isBusy('a')]).toEqual([false, true]);
  });

  test('count no more once a later one of their lane was decided', () => {
    const { clock, add, isBusy, settle, find } = room();
    add('buried');
    clock.nowMs = 1_000;
    add('later');
    add('elsewhere', 'b');
    clock.nowMs = 20_000;
    settle('later');
    expect([isBusy('a'), isBusy('a')]).toEqual([false, false]);
    isBusy('b');
    expect(isBusy('b')).toBe(true);
    expect(find('buried')).toBeDefined();
  });

  test('are forgotten after a minute', () => {
    const { clock, add, isBusy, find, size } = room();
    add('one');
    clock.nowMs = 60_001;
    expect([isBusy('a'), isBusy('a')]).toEqual([false, false]);
    expect([find('one'), size()]).toEqual([undefined, 0]);
  });

  test('close the door when there are too many', () => {
    const { add, isBusy, drop } = room();
    ['one', 'two', 'three', 'four'].forEach((key) => add(key));
    expect([isBusy('a'), isBusy('b')]).toEqual([true, true]);
    drop('two');
    expect(isBusy('b')).toBe(false);
  });
});
