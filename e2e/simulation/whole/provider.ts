import type { Streams } from '@vestibule/streams';
import type { notificationsOn } from '@vestibule/notifications';
import type { World } from './life';

export type Channels = ReturnType<Parameters<typeof notificationsOn>[0]>;
type Channel = Channels['all'][number];
type Push = Parameters<Channel['push']>[0];
type Answer = Awaited<ReturnType<Channel['push']>>;

/** A call to the provider, and what it came to; `claims` is how many there were of it by then. */
export type Call = Push & { readonly atMs: number; readonly claims: number };

/** Whoever pushes to phones: it may take its time, say no, say "not now", or say nothing. */
export type Provider = {
  readonly calls: Call[];
  readonly push: (push: Push) => Promise<Answer>;
};

const answers: readonly (Answer | 'silence' | 'hangs')[] = [
  ...(['sent', 'sent', 'sent', 'sent', 'failed', 'not-now', 'not-now'] as const),
  ...(['silence', 'silence', 'hangs'] as const),
];
const answerWithinMs = 10_000;

export const providerIn = (
  { time, chance, faults }: World,
  claimsOf: (noticeId: string) => number,
): Provider => {
  const calls: Call[] = [];
  return {
    calls,
    push: async (push) => {
      calls.push({ ...push, atMs: time.nowMs(), claims: claimsOf(push.noticeId) });
      const answer = faults.on ? chance.pick(answers) : 'sent';
      await time.wait(answer === 'hangs' ? answerWithinMs : chance.below(200));
      if (answer === 'hangs' || answer === 'silence') throw new Error('No answer came.');
      return answer;
    },
  };
};

/** The store, and what it holds of events, and of claims of a notice, at this moment. */
export const countingClaims = (streams: Streams) => {
  const claims = new Map<string, Set<number>>();
  const ends = new Map<string, number>();
  const append: Streams['append'] = async (stream, expected, events) => {
    const answer = await streams.append(stream, expected, events);
    if (answer.type !== 'appended') return answer;
    if (!/^(?:checkpoint|quota)-/u.test(stream))
      ends.set(stream, Math.max(ends.get(stream) ?? -1, answer.revision));
    if (!stream.startsWith('notice-')) return answer;
    events.forEach(({ type, data }, index) => {
      if (type !== 'NoticeClaimed') return;
      const { noticeId } = data as { noticeId: string };
      claims.set(noticeId, (claims.get(noticeId) ?? new Set()).add(expected + 1 + index));
    });
    return answer;
  };
  return {
    streams: { ...streams, append },
    claimsOf: (noticeId: string) => claims.get(noticeId)?.size ?? 0,
    /** How many events there are, but for places and volume. */
    size: () => [...ends.values()].reduce((sum, revision) => sum + revision + 1, 0),
  };
};
