import { dayMs, hourMs } from '../policy/period';
import {
  after,
  block,
  accept,
  decline,
  given,
  accepted,
  refused,
  send,
  sent,
  standing,
  startMs,
  suppressed,
  unblock,
  under,
  type Asking,
} from './conversation.words';
import { newSide } from './view';

const three = [send('m1'), send('m2'), send('m3')];
const denied = (per: string) => ({ granted: false as const, per, retryAtMs: startMs + dayMs });

describe('the sender', () => {
  // prettier-ignore
  test.each<[string, Asking]>([
    ['SENDER_NOT_ACTIVE',      { actor: { standing: 'suspended' } }],
    ['SENDER_NOT_ACTIVE',      { actor: { standing: 'deactivated' } }],
    ['SENDER_UNDER_AGE',       { actor: { band: 'under16' } }],
    ['PHONE_REQUIRED',         { actor: { phone: false } }],
    ['YOUR_SETTING_IS_NO_ONE', { actor: { setting: 'no-one' } }],
    ['VOLUME_SHORT',           { volume: denied('PT1H') }],
    ['VOLUME_LONG',            { volume: denied('P1D') }],
    ['VOLUME_LONG',            { volume: denied('nonsense') }],
    ['MESSAGE_EMPTY',          { content: { graphemes: 0, bytes: 0 } }],
    ['MESSAGE_TOO_LONG',       { content: { graphemes: 1001 } }],
    ['MESSAGE_TOO_LONG',       { content: { bytes: 4001 } }],
    ['MEDIA_NOT_ALLOWED_YET',  { kind: 'image' }],
    ['RECIPIENT_UNKNOWN',      { other: { standing: 'unknown' } }],
    ['RECIPIENT_UNKNOWN',      { other: { standing: 'deleted' } }],
    ['RECIPIENT_NOT_ACTIVE',   { other: { standing: 'suspended' } }],
    ['RECIPIENT_UNDER_AGE',    { other: { band: 'under16' } }],
    ['RECIPIENT_TAKES_NONE',   { other: { setting: 'no-one' } }],
    ['RECIPIENT_TAKES_NO_BUSINESS', { actor: { business: true }, other: { takesBusiness: false } }],
    ['RECIPIENT_IS_TEEN',      { other: { band: '16-17' } }],
    ['RECIPIENT_TAKES_FRIENDS', { other: { setting: 'friends' }, follows: { otherAtMs: 1 } }],
    ['RECIPIENT_TAKES_CONTACTED', { other: { setting: 'contacted' } }],
    ['SENDER_DOES_NOT_FOLLOW', { other: { setting: 'standard' } }],
    ['CONTENT_NOT_ALLOWED',    { content: { lists: [{ id: 'severe', action: 'refuse' }] } }],
    ['CONTENT_NOT_ALLOWED',    { content: { lists: [{ id: 'unlisted', action: 'refuse' }] } }],
  ])('is told %s when that stands in the way (%j)', (reason, asking) =>
    given().when(send('m1', 'ann', asking)).then(refused(reason as never)));

  test('is told YOU_BLOCKED_THEM while blocking', () =>
    after(block('ann')).when(send('m1')).then(refused('YOU_BLOCKED_THEM')));

  test('is told REQUEST_LIMIT_REACHED on the fourth message without a yes', () =>
    after(...three)
      .when(send('m4'))
      .then(refused('REQUEST_LIMIT_REACHED')));

  test('is told LINKS_NOT_ALLOWED_YET where the policy refuses links', () =>
    under({ request: { links: 'refuse' } })
      .given()
      .when(send('m1', 'ann', { content: { links: true } }))
      .then(refused('LINKS_NOT_ALLOWED_YET')));

  test('reads when to come back from a full window', () => {
    const { events } = given().when(send('m1', 'ann', { volume: denied('PT1H') }));
    expect(events[0]?.data).toMatchObject({ retryAtMs: startMs + dayMs, used: 0, limit: 3 });
  });

  test('passes with a voucher for its volume, an attachment alone, and an admitted kind', () =>
    given()
      .when(
        send('m1', 'ann', {
          volume: { granted: true },
          kind: 'platform',
          content: { graphemes: 0, attached: true },
        }),
      )
      .then(sent('m1', { used: 1, waiting: 1 })));

  test('meets its own reasons first, then the count, then the recipient, then words', () => {
    const bad = {
      other: { setting: 'no-one' as const },
      content: { lists: [{ id: 'severe', action: 'refuse' }] },
    };
    after(...three)
      .when(send('m4', 'ann', { ...bad, actor: { phone: false } }))
      .then(refused('PHONE_REQUIRED'));
    after(...three)
      .when(send('m4', 'ann', { ...bad, kind: 'image' }))
      .then(refused('REQUEST_LIMIT_REACHED'));
    given()
      .when(send('m1', 'ann', bad))
      .then(refused('RECIPIENT_TAKES_NONE'));
  });
});

describe('a verified business', () => {
  const window = { hours: 48, messages: 2 };
  const { given: from, after: past } = under({ business: { window, limit: 5 } });
  const shop = (asking: Asking = {}): Asking => ({ ...asking, actor: { business: true } });
  const laterMs = startMs + 48 * hourMs;

  test('has the limit of a business', () =>
    after(...['a', 'b', 'c', 'd'].map((id) => send(id, 'ann', shop())))
      .when(send('e', 'ann', shop()))
      .then(sent('e', { used: 5, waiting: 5 })));

  test('is told REPLY_WINDOW_CLOSED before any yes was heard', () =>
    from()
      .when(send('m1', 'ann', shop()))
      .then(refused('REPLY_WINDOW_CLOSED')));

  test('may answer inside the window and not behind it', () => {
    const written = past(send('m1', 'bob'));
    written
      .when(send('m2', 'ann', shop({ atMs: laterMs })))
      .then(accepted('ann', 'reply'), sent('m2'));
    written
      .when(send('m2', 'ann', shop({ atMs: laterMs + 1 })))
      .then(refused('REPLY_WINDOW_CLOSED'));
  });

  test('may answer as often as the window says, until a person writes again', () => {
    const answered = past(send('m1', 'bob'), send('m2', 'ann', shop()), send('m3', 'ann', shop()));
    answered.when(send('m4', 'ann', shop())).then(refused('REPLY_WINDOW_CLOSED'));
    answered
      .after(send('m4', 'bob'))
      .when(send('m5', 'ann', shop()))
      .then(sent('m5'));
  });

  test('gets no new window from an automated message', () =>
    past(send('m1', 'bob'), send('m2', 'ann', shop()), send('m3', 'ann', shop()))
      .after(send('m4', 'bob', { automated: true }))
      .when(send('m5', 'ann', shop()))
      .then(refused('REPLY_WINDOW_CLOSED')));
});

describe('gate G answers "sent" and keeps the message from the recipient', () => {
  test('BLOCKED_BY_RECIPIENT', () =>
    after(block('bob'))
      .when(send('m1'))
      .then(suppressed('m1', 'BLOCKED_BY_RECIPIENT', { used: 1 })));

  test('DECLINED', () =>
    after(send('m1'), decline('bob'))
      .when(send('m2'))
      .then(suppressed('m2', 'DECLINED', { used: 2 })));

  test('LAPSED, unless a standing yes speaks', () => {
    const sides = {
      ann: { ...newSide, stance: 'accepts' as const, asked: ['m1'], out: true, waiting: ['m1'] },
      bob: { ...newSide, stance: 'lapsed' as const },
    };
    standing({ sides })
      .when(send('m2'))
      .then(suppressed('m2', 'LAPSED', { used: 2 }));
    standing({ sides })
      .when(send('m2', 'ann', { follows: { otherAtMs: startMs } }))
      .then(accepted('bob', 'follow'), sent('m2', { used: null, waiting: null }));
  });

  const ended = after(send('m1'), accept('bob'), block('bob'), unblock('bob'));

  test('OVER_THE_CAP', () =>
    ended
      .after(send('m2'), send('m3'), send('m4'))
      .when(send('m5'))
      .then(suppressed('m5', 'OVER_THE_CAP', { used: null })));

  test('FORM_NOT_FOR_REQUESTS', () =>
    ended
      .when(send('m2', 'ann', { kind: 'image' }))
      .then(suppressed('m2', 'FORM_NOT_FOR_REQUESTS', { used: null })));

  test('NOT_ADMITTED', () =>
    ended
      .when(send('m2', 'ann', { other: { setting: 'contacted' } }))
      .then(suppressed('m2', 'NOT_ADMITTED', { used: null })));

  test('says so where the policy refuses openly, and changes nothing', () => {
    const { after: past } = under({ request: { declineMode: 'refuse' } });
    const scene = past(send('m1'), decline('bob'));
    const { state, then } = scene.when(send('m2'));
    then(refused('DECLINED'));
    expect(state).toBe(scene.state);
  });
});
