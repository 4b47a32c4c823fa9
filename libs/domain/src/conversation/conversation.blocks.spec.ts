import {
  accept,
  accepted,
  after,
  block,
  decline,
  refused,
  send,
  sent,
  suppressed,
  unblock,
  unchanged,
} from './conversation.words';
import { phaseOf, viewOf } from './view';

const one = [send('m1')];
const three = [send('m1'), send('m2'), send('m3')];
const open = after(...one, accept('bob'));

describe('the edge cases of a block', () => {
  test('edges 19 and 20: a block while pending, alone or with a decline, looks like silence', () => {
    for (const acts of [[block('bob')], [decline('bob'), block('bob')]]) {
      const blocked = after(...one, ...acts);
      expect(viewOf(blocked.state, 'ann')).toBe('pending');
      blocked.when(send('m2')).then(suppressed('m2', 'BLOCKED_BY_RECIPIENT', { used: 2 }));
      blocked.when(accept('bob')).then(unchanged('you_blocked_them'));
    }
  });

  test('edge 21: unblock after pending', () => {
    const { state } = after(...one, block('bob'), unblock('bob'));
    expect(phaseOf(state)).toEqual({ phase: 'DECLINED', from: 'ann' });
  });

  test('edge 22: unblock after an open chat', () => {
    const ended = open.after(block('bob'), unblock('bob'));
    ended.when(send('m2')).then(sent('m2', { used: null, waiting: 1 }));
    ended.when(send('m2', 'bob')).then(sent('m2', { used: null, waiting: null }));
    expect(phaseOf(ended.after(send('m2', 'bob')).state)).toEqual({ phase: 'OPEN' });
  });

  test('edge 23: a block to refill the three', () =>
    after(...three, block('ann'), unblock('ann'))
      .when(send('m4'))
      .then(refused('REQUEST_LIMIT_REACHED')));

  test('edges 24 and 25: a block before any contact, lifted later', () => {
    const lifted = after(block('bob'), send('m1'), unblock('bob'));
    expect(phaseOf(lifted.state)).toEqual({ phase: 'NONE' });
    lifted.when(send('m2')).then(sent('m2', { used: 2, waiting: 1 }));
  });

  test('edges 26 and 28: both block', () => {
    const both = open.after(block('ann'), block('bob'));
    both.when(send('m2')).then(refused('YOU_BLOCKED_THEM'));
    both.after(unblock('ann')).when(send('m2')).then(suppressed('m2', 'BLOCKED_BY_RECIPIENT'));
    both.after(unblock('ann')).when(send('m2', 'bob')).then(refused('YOU_BLOCKED_THEM'));
  });

  test('edge 92: four messages into a chat that was blocked and unblocked', () => {
    const ended = open.after(block('bob'), unblock('bob'), send('m2'), send('m3'), send('m4'));
    expect(phaseOf(ended.state)).toEqual({ phase: 'REQUEST', from: 'ann' });
    ended.when(send('m5')).then(suppressed('m5', 'OVER_THE_CAP', { used: null }));
  });

  test('edge 94: a block by whose own request is out', () => {
    const { events, state } = after(...one, send('m2')).when(block('ann'));
    expect(events[0]?.data).toMatchObject({ withdraws: true });
    expect(viewOf(state, 'bob')).toBe('none');
    const later = after(...one, send('m2'), block('ann'), unblock('ann'));
    later.when(send('m3')).then(sent('m3', { used: 3, waiting: 3 }));
  });

  test('edge 95: the other writes during a block that is lifted', () => {
    const { state, then } = after(block('ann'), send('m1', 'bob'), unblock('ann')).when(send('m2'));
    then(accepted('ann', 'reply'), sent('m2', { used: null, waiting: null }));
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
  });
});
