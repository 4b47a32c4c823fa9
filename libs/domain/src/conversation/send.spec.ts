import { dayMs } from '../policy/period';
import { conversation } from './decide';
import {
  after,
  block,
  decline,
  follow,
  given,
  accepted,
  policyWith,
  refused,
  revoke,
  send,
  sent,
  startMs,
  suppressed,
  under,
  welcomed,
  type Asking,
} from './conversation.words';
import { volumeOf } from './send';

const three = [send('m1'), send('m2'), send('m3')];

describe('a yes in advance', () => {
  const followed = { follows: { otherAtMs: startMs - 1 } };

  test('of a follower opens the chat with the first message', () =>
    given()
      .when(send('m1', 'ann', followed))
      .then(accepted('bob', 'follow'), sent('m1', { used: null, waiting: null, consents: true })));

  test('of a setting opens it where strangers reach the inbox', () =>
    under({ request: { strangers: 'inbox' } })
      .given()
      .when(send('m1'))
      .then(accepted('bob', 'setting'), sent('m1', { used: null, waiting: null })));

  test('never comes from a setting under a policy of requests', () =>
    given()
      .when(send('m1'))
      .then(sent('m1', { used: 1, waiting: 1 })));

  test('does not speak against a later no, but opens the view', () =>
    after(send('m1'), decline('bob'))
      .when(send('m2', 'ann', followed))
      .then(welcomed('ann'), suppressed('m2', 'DECLINED', { used: null })));

  test('frees a send from the forms of a request', () =>
    given()
      .when(send('m1', 'ann', { ...followed, kind: 'voice' }))
      .then(accepted('bob', 'follow'), sent('m1')));

  test('refunds what was counted before it', () => {
    const { events } = after(send('m1'), send('m2')).when(send('m3', 'ann', followed));
    expect(events[0]?.data).toMatchObject({ refunds: ['m1', 'm2'] });
  });
});

describe('a request tried again', () => {
  const { after: past } = under({ request: { retryAfterDays: 30 } });
  const laterMs = startMs + 30 * dayMs;

  test('starts both ledgers anew', () =>
    past(...three)
      .when(send('m4', 'ann', { atMs: laterMs }))
      .then({ type: 'RequestRetried' }, sent('m4', { used: 1, waiting: 1 })));

  test('turns a decline back', () =>
    past(send('m1'), decline('bob'))
      .when(send('m2', 'ann', { atMs: laterMs }))
      .then({ type: 'RequestRetried' }, sent('m2', { used: 1, waiting: 1 })));

  test('is too early a millisecond before its time', () =>
    past(...three)
      .when(send('m4', 'ann', { atMs: laterMs - 1 }))
      .then(refused('REQUEST_LIMIT_REACHED')));
});

describe('the follow of the sender', () => {
  const takes = { other: { setting: 'standard' as const } };
  const since = (actorAtMs: number): Asking => ({ ...takes, follows: { actorAtMs } });

  test('admits as a request', () =>
    given()
      .when(send('m1', 'ann', since(1)))
      .then(sent('m1', { used: 1, waiting: 1 })));

  test('counts although it was recorded while the message was on its way', () =>
    given()
      .when(send('m1', 'ann', since(startMs + 5)))
      .then(sent('m1')));

  test('has to age where the policy says so', () => {
    const { given: from } = under({ relation: { senderFollowMustAgeDays: 7 } });
    from()
      .when(send('m1', 'ann', since(startMs - 7 * dayMs)))
      .then(sent('m1'));
    from()
      .when(send('m1', 'ann', since(startMs - 7 * dayMs + 1)))
      .then(refused('SENDER_DOES_NOT_FOLLOW'));
  });

  test('is not needed where the recipient follows', () =>
    given()
      .when(send('m1', 'ann', { ...takes, follows: { otherAtMs: 1 } }))
      .then(accepted('bob', 'follow'), sent('m1')));
});

describe('what a send reserves', () => {
  const policy = policyWith({});
  const { initial } = conversation(policy);
  const unitsOf = (command: ReturnType<typeof send>, state = initial) =>
    command.type === 'SendMessage' ? volumeOf(command, state, policy) : null;

  test('is a recipient and a message for the first, a message for the next', () => {
    expect(unitsOf(send('m1'))).toEqual(['request-message', 'new-recipient']);
    expect(unitsOf(send('m2'), after(send('m1')).state)).toEqual(['request-message']);
  });

  test('is nothing when it is free or refused before its volume matters', () => {
    expect(unitsOf(send('m4'), after(...three).state)).toEqual([]);
    expect(unitsOf(send('m1', 'ann', { follows: { otherAtMs: 1 } }))).toEqual([]);
    expect(unitsOf(send('m1', 'ann', { actor: { phone: false } }))).toEqual([]);
  });

  test('does not change with a private act of the recipient', () => {
    const silent = after(send('m1'));
    const acted = silent.after(block('bob'), follow('bob'), revoke('bob'));
    expect(unitsOf(send('m2'), silent.after(follow('bob')).state)).toEqual(
      unitsOf(send('m2'), acted.state),
    );
  });
});
