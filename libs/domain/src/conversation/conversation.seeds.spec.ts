import { dayMs } from '../policy/period';
import {
  accept,
  accepted,
  after,
  block,
  decline,
  given,
  happens,
  refused,
  report,
  revoke,
  send,
  sent,
  startMs,
  suppressed,
  unchanged,
  under,
  type Asking,
} from './conversation.words';
import { phaseOf, viewOf } from './view';

const three = after(send('m1'), send('m2'), send('m3'));
const open = after(send('m1'), accept('bob'));
const standard = { setting: 'standard' as const };

/** What the project was asked for at the start (rulebook, section 12), as far as a pair decides it. */
describe('the seed rules of a pair', () => {
  test('seed 2: the recipient must accept before an ongoing chat exists', () => {
    expect(phaseOf(after(send('m1')).state).phase).toBe('REQUEST');
    expect(phaseOf(open.state).phase).toBe('OPEN');
  });

  test('seeds 3, 6 and 7: one message, up to two more, and nothing after the third', () => {
    given()
      .when(send('m1'))
      .then(sent('m1', { used: 1, waiting: 1 }));
    after(send('m1'))
      .when(send('m2'))
      .then(sent('m2', { used: 2, waiting: 2 }));
    after(send('m1'), send('m2'))
      .when(send('m3'))
      .then(sent('m3', { used: 3, waiting: 3 }));
    three.when(send('m4')).then(refused('REQUEST_LIMIT_REACHED'));
  });

  test('seed 8: never accepted means permanently unable', () => {
    const late = { atMs: startMs + 10_000 * dayMs };
    three.when(send('m4', 'ann', late)).then(refused('REQUEST_LIMIT_REACHED'));
  });

  test('seed 9: acceptance opens both directions', () => {
    open.when(send('m2')).then(sent('m2', { used: null, waiting: null }));
    open.when(send('n1', 'bob')).then(sent('n1', { used: null, waiting: null }));
  });

  test('seed 10: an explicit no ends the ability to reach at once, and unseen', () =>
    after(send('m1'), decline('bob')).when(send('m2')).then(suppressed('m2', 'DECLINED')));

  test('seed 13: follow-ups may be days apart', () =>
    after(send('m1'))
      .when(send('m2', 'ann', { atMs: startMs + 300 * dayMs }))
      .then(sent('m2', { used: 2 })));

  test('seed 16: a first message to an open setting arrives as a request', () =>
    given()
      .when(send('m1'))
      .then(sent('m1', { waiting: 1 })));

  // prettier-ignore
  test.each<[string, Asking, Parameters<typeof refused>[0]]>([
    ['seed 18: nobody under 16 sends',                 { actor: { band: 'under16' } },    'SENDER_UNDER_AGE'],
    ['seed 18: nobody under 16 receives',              { other: { band: 'under16' } },    'RECIPIENT_UNDER_AGE'],
    ['seed 19: a phone number is needed to send',      { actor: { phone: false } },       'PHONE_REQUIRED'],
    ['seed 20: only accounts one follows are written', { other: standard },               'SENDER_DOES_NOT_FOLLOW'],
    ['seed 23: friends are mutual follows',            { other: { setting: 'friends' }, follows: { otherAtMs: 1 } }, 'RECIPIENT_TAKES_FRIENDS'],
    ['seed 23: contacted takes no stranger',           { other: { setting: 'contacted' } }, 'RECIPIENT_TAKES_CONTACTED'],
    ['seed 27: banned words are refused by their list', { content: { lists: [{ id: 'severe', action: 'refuse' }] } }, 'CONTENT_NOT_ALLOWED'],
  ])('%s', (_, asking, reason) =>
    given().when(send('m1', 'ann', asking)).then(refused(reason)));

  test('seeds 21 and 22: unless the setting is open, or one follows first', () => {
    given()
      .when(send('m1'))
      .then(sent('m1', { waiting: 1 }));
    given()
      .when(send('m1', 'ann', { other: standard, follows: { actorAtMs: startMs } }))
      .then(sent('m1', { waiting: 1 }));
  });

  test('seed 24: a verified business has limits of its own', () => {
    const shop = { actor: { business: true } };
    const { events } = given().when(send('m1', 'ann', shop));
    expect(events[0]?.data).toMatchObject({ limit: 5 });
  });

  test('seeds 25 and 26: over the volume there is a time to come back', () => {
    const volume = { granted: false as const, per: 'P1D', retryAtMs: startMs + dayMs };
    const { events } = given().when(send('m1', 'ann', { volume }));
    expect(events[0]?.data).toMatchObject({ reason: 'VOLUME_LONG', retryAtMs: startMs + dayMs });
  });

  test('seed 28: links may be refused before acceptance', () =>
    under({ request: { links: 'refuse' } })
      .given()
      .when(send('m1', 'ann', { content: { links: true } }))
      .then(refused('LINKS_NOT_ALLOWED_YET')));

  test('seeds 29 and 30: a block cuts off everything, and silently', () => {
    const blocked = open.after(block('bob'));
    blocked.when(send('m2')).then(suppressed('m2', 'BLOCKED_BY_RECIPIENT', { used: null }));
    expect(viewOf(blocked.state, 'ann')).toBe(viewOf(open.state, 'ann'));
  });

  test('seed 32: whoever received something may report', () => {
    open.when(report('bob')).then(happens('AccountReported', 'bob'));
    given().when(report('bob')).then(unchanged('nothing_to_report'));
  });

  test('seed 33: a stop is an act, never guessed from what somebody writes', () => {
    const told = after(send('m1')).when(send('stop', 'bob'));
    told.then(accepted('bob', 'reply'), sent('stop'));
    open.when(revoke('bob')).then(happens('ConsentRevoked', 'bob'));
  });
});
