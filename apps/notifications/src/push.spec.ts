import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Answer } from './channels/channel';
import { channelOf, conversationId, ground, news, overtake, person } from './push.words';

/** One instance with a channel that answers so, and news for it. */
const bench = async (answer: () => Promise<Answer>) => {
  const held = ground();
  const { channel, pushed } = channelOf(answer);
  const { token, decide, stop } = await held.start([channel]);
  const tell = async (by = token) => decide(news({ token: by, atMs: held.clock.ms }));
  return { ...held, pushed, tell, decide, stop };
};

const never = async (): Promise<never> => {
  throw new Error('no answer');
};

/** Answers in this order, the last one for ever. */
const answers = (...all: readonly Answer[]) => {
  let asked = 0;
  return async (): Promise<Answer> => {
    asked += 1;
    return all[Math.min(asked, all.length) - 1] ?? 'sent';
  };
};

describe('a push', () => {
  test('is made for what this process has claimed, and its result recorded', async () => {
    const { clock, tell, until, pushed, stop } = await bench(async () => 'sent');
    await tell();
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeSent']);
    expect(pushed).toEqual([
      {
        noticeId: 'n1/console',
        person,
        kind: 'request-received',
        text: 'You have a new message request.',
        conversationId,
        collapseId: conversationId,
        happenedAtMs: clock.ms,
      },
    ]);
    await stop();
  });

  test('that the channel refuses for good is not tried again', async () => {
    const { clock, tell, until, rest, pushed, stop } = await bench(async () => 'failed');
    await tell();
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeFailed']);
    clock.ms += 61_000;
    await rest();
    expect(pushed).toHaveLength(1);
    await stop();
  });

  test('without a result is claimed and made once more after a minute, and never a third time', async () => {
    const { clock, tell, until, rest, pushed, stop } = await bench(never);
    await tell();
    await rest();
    clock.ms += 61_000;
    await until(2);
    await rest();
    clock.ms += 61_000;
    const types = await until(3);
    expect(types).toEqual(['NoticeClaimed', 'NoticeClaimed', 'NoticeUnknown']);
    clock.ms += 61_000;
    await rest();
    expect(await until(3)).toHaveLength(3);
    expect(pushed.map(({ noticeId }) => noticeId)).toEqual(['n1/console', 'n1/console']);
    await stop();
  });

  test('of a process that died is taken over after a minute, not before', async () => {
    const { clock, tell, until, rest, pushed, stop } = await bench(async () => 'sent');
    await tell('another process');
    await rest();
    expect(pushed).toEqual([]);
    clock.ms += 61_000;
    expect(await until(3)).toEqual(['NoticeClaimed', 'NoticeClaimed', 'NoticeSent']);
    expect(pushed).toHaveLength(1);
    await stop();
  });

  test('of something older than 15 minutes is not made: it is no news any more', async () => {
    const { clock, tell, until, pushed, stop } = await bench(async () => 'sent');
    await tell('another process');
    clock.ms += 16 * 60_000;
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeSuppressed']);
    expect(pushed).toEqual([]);
    await stop();
  });

  test('is not made for a claim that comes back late: the second claim is for that', async () => {
    const held = ground();
    const { channel, pushed } = channelOf(async () => 'sent');
    const { token, decide, stop } = await held.start([channel]);
    await decide(news({ token, atMs: held.clock.ms - 31_000 }));
    await held.rest();
    expect(pushed).toEqual([]);
    await stop();
  });

  test('by a channel that does not run here any more has failed', async () => {
    const { clock, decide, until, stop } = await bench(async () => 'sent');
    await decide(news({ token: 'another process', atMs: clock.ms, channels: ['webhook'] }));
    clock.ms += 61_000;
    expect(await until(3)).toEqual(['NoticeClaimed', 'NoticeClaimed', 'NoticeFailed']);
    await stop();
  });
});

describe('a channel that wants it later', () => {
  test('is called again after 5 s, a minute and ten, and then no more', async () => {
    const { clock, tell, until, rest, pushed, stop } = await bench(async () => 'not-now');
    await tell();
    const calls: number[] = [];
    for (const waitMs of [0, 4_999, 1, 59_999, 1, 599_999, 1, 600_000]) {
      clock.ms += waitMs;
      await rest();
      calls.push(pushed.length);
    }
    expect(calls).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    const types = await until(8);
    expect(types.filter((type) => type === 'NoticeClaimed')).toHaveLength(4);
    expect(types.at(-1)).toBe('NoticeFailed');
    await stop();
  });

  test('is not called again once what it was about is gone', async () => {
    const { clock, tell, decide, until, rest, pushed, stop } = await bench(
      answers('not-now', 'sent'),
    );
    await tell();
    await until(2);
    await decide(overtake('gone', clock.ms));
    clock.ms += 6_000;
    await rest();
    expect(await until(3)).toEqual(['NoticeClaimed', 'NoticePostponed', 'NoticeSuppressed']);
    expect(pushed).toHaveLength(1);
    await stop();
  });

  test('is called by another process where the one that postponed it has died', async () => {
    const held = ground();
    const first = channelOf(async () => 'not-now');
    const one = await held.start([first.channel]);
    await one.decide(news({ token: one.token, atMs: held.clock.ms }));
    await held.until(2);
    await one.stop();
    const second = channelOf(async () => 'sent');
    const other = await held.start([second.channel], { instance: 'two' });
    held.clock.ms += 10_000;
    const types = ['NoticeClaimed', 'NoticePostponed', 'NoticeClaimed', 'NoticeSent'];
    expect(await held.until(4)).toEqual(types);
    expect(second.pushed).toHaveLength(1);
    await other.stop();
  });
});

describe('I44: reading the claims again', () => {
  test('pushes nothing: neither those with a result, nor this process’s own', async () => {
    const held = ground();
    const { channel, pushed } = channelOf(async () => 'sent');
    let broken = false;
    const follow: typeof held.streams.follow = (options, each) =>
      held.streams.follow(options, async (events) => {
        await each(events);
        if (!broken && events.some(({ type }) => type === 'NoticeSent')) {
          broken = true; // the follower begins anew, from its checkpoint
          throw new Error('the subscription ended');
        }
      });
    const streams = { ...held.streams, follow };
    const { token, decide, stop } = await held.start([channel], { streams });
    await decide(news({ token, atMs: held.clock.ms }));
    await held.until(2);
    await held.rest(200);
    expect([broken, pushed.length]).toEqual([true, 1]);
    await stop();
  });

  test('begins before the oldest without a result, be that the first notice of all', async () => {
    const held = ground();
    const waits = answers('not-now', 'not-now');
    const first = channelOf(async (one) => (one.noticeId === 'n1/console' ? waits() : never()));
    const { token, decide, stop } = await held.start([first.channel]);
    await decide(news({ token, atMs: held.clock.ms }));
    await held.until(2);
    await decide(news({ token, atMs: held.clock.ms, eventId: 'n2' }));
    held.clock.ms += 5_000;
    await held.until(5);
    await held.rest();
    await stop();
    const second = channelOf(async () => 'sent');
    const other = await held.start([second.channel], { instance: 'two' });
    held.clock.ms += 70_000;
    await held.until(9);
    const both = ['n1/console', 'n2/console'];
    expect(second.pushed.map(({ noticeId }) => noticeId).toSorted()).toEqual(both);
    await other.stop();
  });

  test('a result that could not be recorded is recorded later, and the call not made again', async () => {
    const held = ground();
    const { channel, pushed } = channelOf(async () => 'sent');
    let away = false;
    const streams = {
      ...held.streams,
      append: async (...[name, expected, drafts]: Parameters<typeof held.streams.append>) => {
        if (away && drafts.some(({ type }) => type === 'NoticeSent')) throw new Error('away');
        return held.streams.append(name, expected, drafts);
      },
    };
    const wait = async () => {
      away = true;
      await turn();
    };
    const slow = {
      ...channel,
      push: async (...[push, ports]: Parameters<typeof channel.push>) => {
        await wait();
        return channel.push(push, ports);
      },
    };
    const { token, decide, stop } = await held.start([slow], { streams });
    await decide(news({ token, atMs: held.clock.ms, eventId: randomUUID() }));
    await held.rest();
    held.clock.ms += 61_000;
    await held.rest();
    away = false;
    expect(await held.until(2)).toEqual(['NoticeClaimed', 'NoticeSent']);
    expect(pushed).toHaveLength(1);
    await stop();
  });
});
