import { hourMs } from '../policy/period';
import {
  accept,
  accepted,
  after,
  block,
  decline,
  follow,
  given,
  policyWith,
  send,
  startMs,
  unblock,
  under,
  welcomed,
} from './conversation.words';
import { sideOf, viewOf } from './view';

const pending = after(send('m1'), send('m2'));

describe('a noted follow', () => {
  test('accepts what is pending, without a word', () => {
    const { events, then } = pending.when(follow('bob'));
    then(accepted('bob', 'follow'));
    expect(events[0]?.data).toMatchObject({ refunds: ['m1', 'm2'], asked: null, view: null });
  });

  test('is ignored where nobody waits for it', () => {
    given().when(follow('bob')).leavesNothing();
    pending.when(follow('ann')).leavesNothing();
    pending.after(accept('bob')).when(follow('bob')).leavesNothing();
    pending
      .after(follow('bob'))
      .when(follow('bob', { version: 3 }))
      .leavesNothing();
  });

  // prettier-ignore
  test.each([
    ['is not active',      { by: { standing: 'suspended' } }],
    ['is under age',       { by: { band: 'under16' } }],
    ['receives from none', { by: { setting: 'no-one' } }],
    ['is a teen before an adult', { by: { band: '16-17' } }],
  ] as const)('is ignored when the follower %s', (_, options) =>
    pending.when(follow('bob', options)).leavesNothing());

  test('of a teen counts where the policy treats all alike', () =>
    under({ relation: { adultsToTeens: 'as-others' } })
      .after(send('m1'))
      .when(follow('bob', { by: { band: '16-17' } }))
      .then(accepted('bob', 'follow')));

  test('is ignored when the latest send was already judged with it', () => {
    pending.when(follow('bob', { version: 1 })).leavesNothing();
    pending.when(follow('bob', { version: 2 })).then(accepted('bob', 'follow'));
  });

  test('never overrides a decline or a block, but shows what any follow shows', () => {
    for (const act of [decline('bob'), block('bob')]) {
      const acted = pending.after(act);
      const { state, then } = acted.when(follow('bob', { sinceAtMs: startMs + hourMs }));
      then(welcomed('ann'));
      expect(viewOf(state, 'ann')).toBe('open');
      expect(viewOf(state, 'bob')).toBe(viewOf(acted.state, 'bob'));
      expect(sideOf(state, 'ann').heard).toEqual({ atMs: startMs + hourMs, since: 0 });
    }
  });

  test('older than the last no does not speak after a clean unblock', () => {
    const clean = after(block('bob', { atMs: startMs }), unblock('bob'), send('m1'));
    clean.when(follow('bob', { sinceAtMs: startMs })).then(welcomed('ann'));
    clean.when(follow('bob', { sinceAtMs: startMs + 1 })).then(accepted('bob', 'follow'));
  });
});

test('a decision names the policy it was made under', () => {
  const { events } = under({}).given().when(send('m1'));
  expect(events[0]?.data.policyVersion).toBe(policyWith({}).version);
});
