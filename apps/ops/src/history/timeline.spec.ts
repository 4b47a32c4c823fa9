import {
  declined,
  failed,
  kept,
  quarantined,
  recorded,
  refused,
  sent,
  suppressed,
} from './history.words';
import { timelineOf } from './timeline';

test('each entry tells how the pair stood after it', () => {
  const { accounts, entries, broken } = timelineOf(
    recorded(sent('m1', 1), declined(), suppressed('m2')),
  );
  expect(broken).toBeNull();
  expect(accounts).toEqual(['ann', 'bob']);
  expect(entries).toMatchObject([
    {
      act: 'sent text',
      by: 'ann',
      to: 'bob',
      used: 1,
      limit: 3,
      waiting: 1,
      policyVersion: 1,
      commandId: 'command-0',
      phase: { phase: 'REQUEST', from: 'ann' },
      views: { ann: 'pending', bob: 'request' },
    },
    { act: 'declined', by: 'bob', phase: { phase: 'DECLINED', from: 'ann' }, used: null },
    {
      act: 'suppressed: DECLINED (text)',
      reason: 'DECLINED',
      waiting: null,
      views: { ann: 'pending', bob: 'declined' },
    },
  ]);
});

test('refusals change nothing and have their reason', () => {
  const { entries } = timelineOf(recorded(refused('m1', 5)));
  expect(entries).toMatchObject([
    { reason: 'REQUEST_LIMIT_REACHED', retryAtMs: 5, phase: { phase: 'NONE' }, used: 3 },
  ]);
});

test.each(['conversation', 'conversation-follow', 'conversation-retry'])(
  'every event of the history %s has its words and is folded',
  (name) => {
    const { entries, broken } = timelineOf(recorded(...kept(name)));
    expect(broken).toBeNull();
    expect(entries.length).toBeGreaterThan(2);
    entries.forEach(({ act, by, phase }) => {
      expect(act).not.toMatch(/undefined|unknown/);
      expect(by).not.toBeNull();
      expect(phase).not.toBeNull();
    });
  },
);

test('events of the host leave the pair as it was', () => {
  const { entries } = timelineOf(recorded(sent('m1', 1), failed, quarantined));
  expect(entries.slice(1)).toMatchObject([
    { act: 'SendMessage failed in our own code', by: 'ann', to: 'bob' },
    { reason: 'it \u001b[2J does not fold', by: null },
  ]);
  expect(entries[2]?.phase).toEqual(entries[0]?.phase);
});

test('behind an event that nobody here knows, nobody says how the pair stands', () => {
  const { entries, broken } = timelineOf(
    recorded(sent('m1', 1), { type: 'MessagePainted', data: {} }, declined()),
  );
  expect(broken).toBe('MessagePainted is unknown to this release');
  expect(entries.map(({ phase }) => phase === null)).toEqual([false, true, true]);
  expect(entries[2]?.act).toBe('declined');
});

test('a history that cannot be folded is told to its end', () => {
  const damaged = { type: 'MessageSent', data: { from: 'ann', to: 'bob', asked: {}, used: null } };
  const { entries, broken } = timelineOf(recorded(damaged, declined()));
  expect(broken).toContain('MessageSent cannot be folded');
  expect(entries).toHaveLength(2);
});

test('accounts that were named come first', () => {
  expect(timelineOf(recorded(sent('m1', 1)), ['bob', 'ann']).accounts).toEqual(['bob', 'ann']);
});
