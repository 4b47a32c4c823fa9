import { dayMs, hourMs } from '../policy/period';
import {
  accept,
  accepted,
  after,
  block,
  given,
  refused,
  send,
  sent,
  startMs,
  suppressed,
  unblock,
  unchanged,
  under,
} from './conversation.words';
import { phaseOf, sideOf } from './view';

const one = [send('m1')];
const three = [send('m1'), send('m2'), send('m3')];
const open = after(...one, accept('bob'));

describe('the edge cases of limits, settings and time', () => {
  const raised = under({ request: { limit: 5 } });
  const lowered = under({ request: { limit: 1 } });

  test('edge 37: the limit is raised from 3 to 5 while three are used', () =>
    raised
      .standing(after(...three).state)
      .after(send('m4'))
      .when(send('m5'))
      .then(sent('m5', { used: 5, waiting: 5 })));

  test('edge 38: the limit is lowered from 3 to 1 while two are used', () =>
    lowered
      .standing(after(send('m1'), send('m2')).state)
      .when(send('m3'))
      .then(refused('REQUEST_LIMIT_REACHED')));

  test('edge 39: an operator spares old requests', () => {
    const sparing = under({ request: { limit: 1, grandfather: true } });
    sparing
      .standing(after(send('m1'), send('m2')).state)
      .when(send('m3'))
      .then(sent('m3', { used: 3 }));
    const retrying = under({ request: { limit: 1, grandfather: true, retryAfterDays: 1 } });
    retrying
      .standing(after(...three).state)
      .after(send('m4', 'ann', { atMs: startMs + dayMs }))
      .when(send('m5', 'ann', { atMs: startMs + dayMs }))
      .then(refused('REQUEST_LIMIT_REACHED'));
  });

  test('edge 43: the recipient takes none while pending', () => {
    const closed = { setting: 'no-one' as const };
    after(...one)
      .when(send('m2', 'ann', { other: closed }))
      .then(refused('RECIPIENT_TAKES_NONE'));
    after(...three)
      .when(send('m4', 'ann', { other: closed }))
      .then(refused('REQUEST_LIMIT_REACHED'));
    after(...one)
      .when(accept('bob', { actor: closed }))
      .then(unchanged('YOUR_SETTING_IS_NO_ONE'));
  });

  test('edge 44: the recipient narrows the setting while the chat is open', () => {
    open.when(send('m2', 'ann', { other: { setting: 'friends' } })).then(sent('m2'));
    open
      .when(send('m2', 'ann', { other: { setting: 'no-one' } }))
      .then(refused('RECIPIENT_TAKES_NONE'));
  });

  test('edge 45: who takes only friends and writes may be answered', () =>
    after(send('m1', 'ann', { actor: { setting: 'friends' } }))
      .when(send('m2', 'bob', { other: { setting: 'friends' } }))
      .then(accepted('bob', 'reply'), sent('m2')));

  test('edge 46: a recipient under 16', () =>
    given()
      .when(send('m1', 'ann', { other: { band: 'under16' } }))
      .then(refused('RECIPIENT_UNDER_AGE')));

  test('edge 51: an adult writes to someone of 16 or 17 who follows', () =>
    given()
      .when(send('m1', 'ann', { other: { band: '16-17' }, follows: { otherAtMs: 1 } }))
      .then(sent('m1', { used: 1, waiting: 1 })));

  test('edge 52: a removed phone stops sending and changes no ledger', () => {
    const { state } = after(...one).when(send('m2', 'ann', { actor: { phone: false } }));
    expect(sideOf(state, 'ann').asked).toEqual(['m1']);
  });

  test('edges 58 and 59: either is suspended while pending', () => {
    const suspended = { standing: 'suspended' as const };
    const pending = after(...one);
    pending.when(send('m2', 'ann', { actor: suspended })).then(refused('SENDER_NOT_ACTIVE'));
    pending.when(send('m2', 'ann', { other: suspended })).then(refused('RECIPIENT_NOT_ACTIVE'));
    pending.when(accept('bob', { other: suspended })).then(unchanged('no_request'));
    pending
      .after(accept('bob', { other: suspended }))
      .when(accept('bob'))
      .then(accepted('bob', 'explicit', true));
  });

  test('edge 60: business status lost with four of five used', () => {
    const shop = { actor: { business: true } };
    after(...['a', 'b', 'c', 'd'].map((id) => send(id, 'ann', shop)))
      .when(send('e'))
      .then(refused('REQUEST_LIMIT_REACHED'));
  });

  test('edge 62: the recipient opts out of businesses, open chats included', () =>
    open
      .when(send('m2', 'ann', { actor: { business: true }, other: { takesBusiness: false } }))
      .then(refused('RECIPIENT_TAKES_NO_BUSINESS')));

  test('edge 93: a photo, or a setting that no longer admits, into a chat ended in private', () => {
    const ended = open.after(block('bob'), unblock('bob'));
    ended
      .when(send('m2', 'ann', { kind: 'image' }))
      .then(suppressed('m2', 'FORM_NOT_FOR_REQUESTS'));
    ended
      .when(send('m2', 'ann', { other: { setting: 'friends' } }))
      .then(suppressed('m2', 'NOT_ADMITTED'));
  });

  test('edge 101: two automated senders after both chats were cut', () => {
    const robot = { automated: true };
    const cut = open.after(block('ann'), unblock('ann'), block('bob'), unblock('bob'));
    const both = cut.after(send('m2', 'ann', robot), send('m3', 'bob', robot));
    expect([sideOf(both.state, 'ann').out, sideOf(both.state, 'bob').out]).toEqual([true, true]);
    const { state } = both.when(send('m4', 'bob'));
    expect(phaseOf(state).phase).toBe('REQUEST');
    expect(phaseOf(both.after(send('m4', 'bob'), send('m5')).state)).toEqual({ phase: 'OPEN' });
  });

  test('edge 103: friends, and only the recipient follows', () =>
    given()
      .when(send('m1', 'ann', { other: { setting: 'friends' }, follows: { otherAtMs: 1 } }))
      .then(refused('RECIPIENT_TAKES_FRIENDS')));

  test('edge 104: the time to try again passes under a block', () => {
    const { after: past } = under({ request: { retryAfterDays: 1 } });
    const scene = past(...one, block('bob'));
    const { state, then } = scene.when(send('m2', 'ann', { atMs: startMs + dayMs }));
    then({ type: 'RequestRetried' }, suppressed('m2', 'BLOCKED_BY_RECIPIENT', { used: 1 }));
    expect(sideOf(state, 'bob')).toMatchObject({ stance: 'refuses', blocks: true });
  });

  test("edge 105: at the limit, and the recipient's follow is not yet noted", () =>
    after(...three)
      .when(send('m4', 'ann', { follows: { otherAtMs: startMs + hourMs } }))
      .then(accepted('bob', 'follow'), sent('m4', { used: null, waiting: null })));

  test('edge 106: automated outreach to a follower', () => {
    const { state } = given().when(
      send('m1', 'ann', { automated: true, follows: { otherAtMs: 1 } }),
    );
    expect(phaseOf(state)).toEqual({ phase: 'OPEN' });
  });
});
