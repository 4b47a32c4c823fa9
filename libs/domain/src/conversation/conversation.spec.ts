import {
  accept,
  accepted,
  after,
  block,
  decline,
  follow,
  happens,
  refused,
  restore,
  revoke,
  send,
  sent,
  suppressed,
  unchanged,
  withdraw,
} from './conversation.words';
import { phaseOf, sideOf, viewOf } from './view';

const one = [send('m1')];
const three = [send('m1'), send('m2'), send('m3')];
const open = after(...one, accept('bob'));

describe('the edge cases of two people', () => {
  test('edge 1: both send a first message at once', () => {
    const { state, then } = after(send('m1')).when(send('m2', 'bob'));
    then(accepted('bob', 'reply'), sent('m2', { used: null, waiting: null }));
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
  });

  test('edge 2: both send, but the second is refused', () => {
    const { state, then } = after(...one).when(send('m2', 'bob', { actor: { phone: false } }));
    then(refused('PHONE_REQUIRED'));
    expect(phaseOf(state)).toEqual({ phase: 'REQUEST', from: 'ann' });
  });

  test('edge 3: a reply to a request', () =>
    after(...three)
      .when(send('m4', 'bob'))
      .then(accepted('bob', 'reply'), sent('m4')));

  test('edge 4: an auto-reply answers', () => {
    const { state, then } = after(...one).when(send('m2', 'bob', { automated: true }));
    then(sent('m2', { used: null, waiting: null, consents: false }));
    expect(phaseOf(state)).toEqual({ phase: 'REQUEST', from: 'ann' });
  });

  test('edge 6: accept twice, or on two devices', () =>
    open.when(accept('bob')).then(unchanged('already_so')));

  test('edge 7: accept and decline race on two devices', () => {
    open.when(decline('bob')).then(unchanged('no_request'));
    after(...one, decline('bob'))
      .when(accept('bob'))
      .then(accepted('bob', 'explicit', true));
  });

  test("edge 8: accept races with the sender's fourth message", () => {
    after(...three)
      .when(send('m4'))
      .then(refused('REQUEST_LIMIT_REACHED'));
    after(...three, accept('bob'))
      .when(send('m4'))
      .then(sent('m4', { used: null }));
    after(...three, send('m4'), accept('bob'))
      .when(send('m5'))
      .then(sent('m5', { used: null }));
  });

  test('edge 9: a send after a decline below the limit', () =>
    after(...one, decline('bob'))
      .when(send('m2'))
      .then(suppressed('m2', 'DECLINED', { used: 2 })));

  test('edge 10: a decline after three', () =>
    after(...three, decline('bob'))
      .when(send('m4'))
      .then(refused('REQUEST_LIMIT_REACHED')));

  test('edge 11: who declined writes', () => {
    const declined = after(...one, decline('bob'));
    const { state, then } = declined.when(send('m2', 'bob'));
    then(accepted('bob', 'reply'), sent('m2', { used: null, waiting: null }));
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
    declined
      .after(block('ann'))
      .when(send('m2', 'bob'))
      .then(accepted('bob', 'reply'), suppressed('m2', 'BLOCKED_BY_RECIPIENT', { used: 1 }));
  });

  test('edge 12: the sender follows while pending', () =>
    after(...one)
      .when(follow('ann'))
      .leavesNothing());

  test('edges 13 and 14: the recipient follows while pending, alone or both', () => {
    after(...one)
      .when(follow('bob'))
      .then(accepted('bob', 'follow'));
    after(...one, follow('ann'))
      .when(follow('bob'))
      .then(accepted('bob', 'follow'));
  });

  test('edge 15: the recipient follows after declining', () => {
    const followed = after(...one, decline('bob'), follow('bob'));
    expect(viewOf(followed.state, 'ann')).toBe('open');
    followed.when(send('m2')).then(suppressed('m2', 'DECLINED', { used: null }));
  });

  test('edge 16: an unfollow in an open chat', () =>
    after(...one, follow('bob'))
      .when(send('m2'))
      .then(sent('m2', { used: null, waiting: null })));

  test('edge 18: the follow arrives late', () => {
    const judged = after(...one, send('m2', 'ann', { other: { version: 7 } }));
    judged.when(follow('bob', { version: 7 })).leavesNothing();
    judged.when(follow('bob', { version: 8 })).then(accepted('bob', 'follow'));
  });
});

describe('the edge cases of withdrawal, restoring and revocation', () => {
  test('edge 35: the sender withdraws', () => {
    for (const acts of [[], [decline('bob')], [block('bob')]]) {
      const scene = after(...one, ...acts);
      scene.when(withdraw('ann')).then(happens('RequestWithdrawn', 'ann'));
      expect(sideOf(scene.after(withdraw('ann')).state, 'ann')).toMatchObject({
        asked: ['m1'],
        out: false,
      });
    }
    after(...one, decline('bob'), withdraw('ann'))
      .when(send('m2'))
      .then(suppressed('m2', 'DECLINED'));
  });

  test('edge 36: three used up and withdrawn, then the other writes', () => {
    const written = after(...three, withdraw('ann'), send('m4', 'bob'));
    expect(viewOf(written.state, 'ann')).toBe('request');
    const { state, then } = written.when(send('m5'));
    then(accepted('ann', 'reply'), sent('m5', { used: null, waiting: null }));
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
  });

  test('edge 70: undo of a decline', () => {
    const undone = after(...one, decline('bob'), send('m2'), restore('bob'));
    expect(phaseOf(undone.state)).toEqual({ phase: 'REQUEST', from: 'ann' });
    undone.when(send('m3')).then(sent('m3', { used: 3, waiting: 2 }));
  });

  test('edge 90: accept from the declined list after three, one of them delivered', () => {
    const scene = after(...one, decline('bob'), send('m2'), send('m3'));
    expect(sideOf(scene.state, 'ann')).toMatchObject({ delivered: 1, asked: ['m1', 'm2', 'm3'] });
    scene.when(accept('bob')).then(accepted('bob', 'explicit', true));
  });

  test('edge 91: restore after the sender used up three', () =>
    after(...three, decline('bob'), restore('bob'))
      .when(send('m4'))
      .then(refused('REQUEST_LIMIT_REACHED')));

  test('edge 100: decline, follow, then accept by hand', () => {
    const scene = after(...one, decline('bob'), follow('bob'));
    scene.when(accept('bob')).then(accepted('bob', 'explicit', false));
    expect(phaseOf(scene.after(accept('bob')).state)).toEqual({ phase: 'OPEN' });
  });

  test('edge 102: a restored request is kept until the next request message', () => {
    const restored = after(...one, decline('bob'), restore('bob'));
    expect(sideOf(restored.state, 'bob').kept).toBe(true);
    expect(sideOf(restored.after(send('m2')).state, 'bob').kept).toBe(false);
  });

  test('a revocation is one-sided and silent, and writing reopens', () => {
    const revoked = open.after(revoke('bob'));
    expect(viewOf(revoked.state, 'ann')).toBe('open');
    revoked.when(send('m2')).then(suppressed('m2', 'DECLINED', { used: null }));
    const { state } = revoked.when(send('m2', 'bob'));
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
  });
});
