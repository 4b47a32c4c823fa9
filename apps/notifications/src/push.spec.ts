import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { allTopics } from '@vestibule/contracts';
import type { NoticeEvent } from '@vestibule/domain';
import { type Running, type System, host, logger, system } from '@vestibule/service';
import { memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import type { Channel, Push } from './channels/channel';
import { notifications } from './notifications';
import { push } from './push';

const person = randomUUID();
const stream = `notice-${person}`;

/** The service with a channel of the test's own, on a clock of the test's own. */
const bench = async (answer: () => Promise<'sent' | 'failed'>) => {
  const clock = { ms: 1_800_000_000_000 };
  const held: System = {
    ...system,
    nowMs: () => clock.ms,
    monotonicMs: () => clock.ms,
    wait: async (_, signal) => {
      if (!signal?.aborted) await turn();
    },
  };
  const streams = memoryStreams();
  const topics = memoryTopics({ now: () => clock.ms });
  await topics.create(allTopics);
  const pushed: Push[] = [];
  const channel: Channel = {
    name: 'console',
    push: async (pushing) => {
      pushed.push(pushing);
      return answer();
    },
  };
  let running: Running | undefined;
  const also = (needs: Running) => {
    running = needs;
    return push(channel)(needs);
  };
  const ports = { streams, topics, system: held, log: logger('test', 'silent') };
  const hosted = host({ ...notifications, also }, 'one', ports);
  hosted.start();
  const token = running?.token ?? '';

  const claim = async (by: string): Promise<void> => {
    const data = {
      noticeId: 'n1/console',
      kind: 'request-received',
      channel: 'console',
      conversationId: randomUUID(),
      other: randomUUID(),
      happenedAtMs: clock.ms,
      atMs: clock.ms,
      token: by,
      attempt: 1,
    };
    const metadata = { $correlationId: 'c', $causationId: 'c' };
    const draft = { id: randomUUID(), type: 'NoticeClaimed', data, metadata };
    await streams.append(stream, -1, [draft]);
  };
  const events = async () => (await streams.read(stream)) as unknown as readonly NoticeEvent[];
  const until = async (count: number): Promise<readonly string[]> => {
    for (;;) {
      const found = await events();
      if (found.length >= count) return found.map(({ type }) => type);
      await turn();
    }
  };
  return { clock, token, claim, until, pushed, events, stop: hosted.stop };
};

const never = async (): Promise<never> => {
  throw new Error('no answer');
};

describe('a push', () => {
  test('is made for what this process has claimed, and its result recorded', async () => {
    const { token, claim, until, pushed, stop } = await bench(async () => 'sent');
    await claim(token);
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeSent']);
    expect(pushed).toEqual([
      {
        person,
        kind: 'request-received',
        text: 'You have a new message request.',
        collapseId: 'n1/console',
      },
    ]);
    await stop();
  });

  test('that the channel refuses for good is not tried again', async () => {
    const { token, claim, until, pushed, stop } = await bench(async () => 'failed');
    await claim(token);
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeFailed']);
    expect(pushed).toHaveLength(1);
    await stop();
  });

  test('without a result is claimed and made once more after a minute, and never a third time', async () => {
    const { clock, token, claim, until, pushed, stop } = await bench(never);
    await claim(token);
    clock.ms += 61_000;
    await until(2);
    clock.ms += 61_000;
    const types = await until(3);
    expect(types).toEqual(['NoticeClaimed', 'NoticeClaimed', 'NoticeUnknown']);
    clock.ms += 61_000;
    for (let n = 0; n < 50; n += 1) await turn();
    expect(await until(3)).toHaveLength(3);
    expect(pushed.map(({ collapseId }) => collapseId)).toEqual(['n1/console', 'n1/console']);
    await stop();
  });

  test('of a process that died is taken over after a minute, not before', async () => {
    const { clock, claim, until, pushed, stop } = await bench(async () => 'sent');
    await claim('another process');
    for (let n = 0; n < 50; n += 1) await turn();
    expect(pushed).toEqual([]);
    clock.ms += 61_000;
    expect(await until(3)).toEqual(['NoticeClaimed', 'NoticeClaimed', 'NoticeSent']);
    expect(pushed).toHaveLength(1);
    await stop();
  });

  test('of something older than 15 minutes is not made: it is no news any more', async () => {
    const { clock, claim, until, pushed, stop } = await bench(async () => 'sent');
    await claim('another process');
    clock.ms += 16 * 60_000;
    expect(await until(2)).toEqual(['NoticeClaimed', 'NoticeSuppressed']);
    expect(pushed).toEqual([]);
    await stop();
  });
});
