import { randomUUID } from 'node:crypto';
import { type PolicyEvent, presets } from '@vestibule/domain';
import { type Streams, memoryStreams } from '@vestibule/streams';
import { logger } from './logger';
import { metrics } from './metrics';
import { StalePolicyError, policies } from './policies';
import { type System, system } from './system';

const policyLeadMs = 60_000;
const told = {
  atMs: 5_000,
  commandId: 'c',
  issuedAtMs: 5_000,
  operator: 'nora',
  soonestAtMs: 65_000,
};
const { version: _version, preset, effectiveAtMs: _from, ...open } = presets.open;

const published = (version: number, effectiveAtMs: number): PolicyEvent => ({
  type: 'PolicyPublished',
  data: {
    ...told,
    proposalId: 'p',
    version,
    preset,
    effectiveAtMs,
    data: { ...open, request: { ...open.request, limit: version } },
    publishedBy: 'nora',
    approvedBy: 'omar',
  },
});
const retired = (version: number, effectiveAtMs: number): PolicyEvent => ({
  type: 'PolicyRetired',
  data: { ...told, version, effectiveAtMs },
});
const words = (version: number, effectiveAtMs: number): PolicyEvent => ({
  type: 'WordsPublished',
  data: { ...told, listId: 'banned', version, words: [`w${version}`], allow: [], effectiveAtMs },
});

/** A follower on a clock and a store of the test's own. */
const bench = () => {
  const streams = memoryStreams();
  const clock = { ms: 0 };
  const looks = { count: 0 };
  let read: Streams['read'] = streams.read;
  const held: System = { ...system, nowMs: () => clock.ms, monotonicMs: () => clock.ms };
  const known = policies({
    streams: {
      read: async (stream, from) => {
        looks.count += 1;
        return read(stream, from);
      },
    },
    system: held,
    policyLeadMs,
  });
  let revision = -1;
  const append = async (...events: readonly { readonly type: string; readonly data: object }[]) => {
    const metadata = { $correlationId: 'c', $causationId: 'c' };
    const drafts = events.map((event) => ({ ...event, id: randomUUID(), metadata }));
    await streams.append('policy', revision, drafts);
    revision += events.length;
  };
  return {
    known,
    clock,
    looks,
    append,
    reads: (instead: Streams['read']) => {
      read = instead;
    },
  };
};

const tooLateMs = policyLeadMs / 2 + 1;

describe('what is in force', () => {
  test('is the seed while nothing is published', async () => {
    const { known } = bench();
    await known.fresh();
    expect(known.policyAt(1_000)).toBe(presets.seed);
    expect(known.wordsAt(1_000)).toEqual({ version: 0, lists: [] });
  });

  test('edge 40: depends on the time asked about, not on when it was heard of', async () => {
    const { known, append } = bench();
    await append(published(2, 70_000), published(3, 90_000), retired(3, 100_000));
    await known.fresh();
    const versions = [69_999, 70_000, 89_999, 90_000, 99_999, 100_000];
    expect(versions.map((atMs) => known.policyAt(atMs).version)).toEqual([1, 2, 2, 3, 3, 2]);
  });

  test('edge 41: words count from their time on, each version the same object again', async () => {
    const { known, append } = bench();
    await append(words(1, 70_000), words(2, 80_000));
    await known.fresh();
    expect([69_999, 70_000, 80_000].map((atMs) => known.wordsAt(atMs).version)).toEqual([0, 1, 2]);
    expect(known.wordsAt(70_001)).toBe(known.wordsAt(79_999));
  });

  test('grows by what was published since the last look', async () => {
    const { known, append, clock } = bench();
    await append(published(2, 70_000));
    await known.fresh();
    await append(published(3, 70_000));
    clock.ms += tooLateMs;
    await known.fresh();
    expect(known.policyAt(70_000).version).toBe(3);
  });

  test('is not changed by what the host itself records there', async () => {
    const { known, append } = bench();
    await append({ type: 'Quarantined', data: { atMs: 1, reason: 'x' } }, published(2, 70_000));
    await known.fresh();
    expect(known.policyAt(70_000).version).toBe(2);
  });
});

describe('whoever decides', () => {
  test('asks the store no more often than every half of the lead', async () => {
    const { known, clock, looks } = bench();
    await known.fresh();
    clock.ms += policyLeadMs / 2;
    await known.fresh();
    expect(looks.count).toBe(1);
    clock.ms += 1;
    await Promise.all([known.fresh(), known.fresh()]);
    expect(looks.count).toBe(2);
  });

  test('waits while the store is silent, and goes on when it is back', async () => {
    const { known, clock, reads } = bench();
    await known.fresh();
    clock.ms += tooLateMs;
    reads(async () => Promise.reject(new Error('away')));
    await expect(known.fresh()).rejects.toThrow('away');
    reads(async () => []);
    await expect(known.fresh()).resolves.toBeUndefined();
  });

  test('waits when the look itself took too long', async () => {
    const { known, clock, reads } = bench();
    reads(async () => {
      clock.ms += tooLateMs;
      return [];
    });
    const slow = known.fresh();
    await expect(slow).resolves.toBeUndefined(); // it began when it was asked for
    let answer = () => {};
    reads(async () => new Promise((resolve) => (answer = () => resolve([]))));
    clock.ms += tooLateMs;
    const first = known.fresh();
    clock.ms += tooLateMs;
    const second = known.fresh(); // goes along with a look that began too early for it
    answer();
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toThrow(StalePolicyError);
  });

  test('waits where a newer release has written what this one cannot read', async () => {
    const { known, append } = bench();
    await append({ type: 'PolicyMended', data: {} });
    await expect(known.fresh()).rejects.toThrow('This release cannot read PolicyMended at 0.');
    expect(known.policyAt(70_000)).toBe(presets.seed);
  });
});

test('following looks by itself until stopped', async () => {
  const { known, append } = bench();
  await append(published(2, 70_000));
  const following = known.follow(metrics('test', logger('test', 'silent'), system.nowMs));
  while (known.policyAt(70_000).version !== 2) await system.wait(1);
  expect(following.healthy()).toBe(true);
  await following.stop();
});
