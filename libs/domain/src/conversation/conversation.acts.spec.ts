import { dayMs, hourMs } from '../policy/period';
import {
  accept,
  accepted,
  after,
  block,
  decline,
  follow,
  given,
  happens,
  importConsent,
  remove,
  report,
  restore,
  revoke,
  send,
  sent,
  startMs,
  suppressed,
  unblock,
  unchanged,
  under,
  unsend,
  voidConsent,
  withdraw,
  expire,
} from './conversation.words';
import { phaseOf, sideOf, viewOf } from './view';

describe('unsend', () => {
  const requested = after(send('m1'));
  const atMs = startMs + 24 * hourMs;

  test('takes a message back, and its slot stays used', () => {
    const { events, state } = requested.when(unsend('ann', 'm1'));
    expect(events[0]).toMatchObject({ type: 'MessageUnsent', data: { wasShown: true } });
    expect(sideOf(state, 'ann')).toMatchObject({ asked: ['m1'], waiting: ['m1'], out: true });
  });

  test('says of a suppressed message only to services that it was never shown', () => {
    const { events } = after(block('bob'), send('m1')).when(unsend('ann', 'm1'));
    expect(events[0]).toMatchObject({ data: { wasShown: false, view: 'pending' } });
  });

  test('is possible up to the hour that the policy names, and once', () => {
    requested.when(unsend('ann', 'm1', { atMs })).then(happens('MessageUnsent', 'ann'));
    requested.when(unsend('ann', 'm1', { atMs: atMs + 1 })).then(unchanged('cannot_unsend'));
    requested
      .after(unsend('ann', 'm1'))
      .when(unsend('ann', 'm1', { atMs }))
      .then(unchanged('already_so'));
    under({ unsend: { withinHours: 1 } })
      .after(send('m1'))
      .when(unsend('ann', 'm1', { atMs: startMs + 2 * hourMs }))
      .then(unchanged('cannot_unsend'));
  });

  test('is not possible for a message of the other, of nobody, or taken away by an operator', () => {
    requested.when(unsend('bob', 'm1')).then(unchanged('cannot_unsend'));
    requested.when(unsend('ann', 'nothing')).then(unchanged('cannot_unsend'));
    requested.after(remove('ann', 'm1')).when(unsend('ann', 'm1')).then(unchanged('cannot_unsend'));
  });

  test('edge 107: gives one answer for unknown and too old, also for what was unsent before', () => {
    const late = { atMs: atMs + 3 * hourMs };
    const unsent = requested.after(unsend('ann', 'm1'));
    const moved = unsent.after(decline('bob', late), restore('bob', late), block('bob', late));
    unsent.when(unsend('ann', 'm1', late)).then(unchanged('cannot_unsend'));
    moved.when(unsend('ann', 'm1', late)).then(unchanged('cannot_unsend'));
    given()
      .when(unsend('ann', 'm1', late))
      .then(unchanged('cannot_unsend'));
  });

  test('remembers messages for 26 hours of their author, whatever the other does', () => {
    const past = requested.after(accept('bob'), send('m2', 'ann', { atMs: startMs + hourMs }));
    const kept = (hours: number) =>
      past.after(send('m3', 'ann', { atMs: startMs + hours * hourMs })).state;
    expect(sideOf(kept(26), 'ann').written.map(({ messageId }) => messageId)).toHaveLength(3);
    expect(sideOf(kept(26.5), 'ann').written.map(({ messageId }) => messageId)).toEqual([
      'm2',
      'm3',
    ]);
    const others = past.after(send('m9', 'bob', { atMs: startMs + 9 * dayMs })).state;
    expect(sideOf(others, 'ann').written).toHaveLength(2);
  });
});

describe('report', () => {
  const received = after(send('m1'));

  test('needs a message that came: a suppressed one never did', () => {
    given().when(report('bob')).then(unchanged('nothing_to_report'));
    after(block('bob'), send('m1')).when(report('bob')).then(unchanged('nothing_to_report'));
    received.when(report('ann')).then(unchanged('nothing_to_report'));
  });

  test('edge 30: changes no phase by itself', () => {
    const { events, state } = received.when(report('bob', null, { messageIds: ['m1'] }));
    expect(events).toMatchObject([
      { type: 'AccountReported', data: { reason: 'harassment', messageIds: ['m1'], also: null } },
    ]);
    expect(state).toBe(received.state);
  });

  // prettier-ignore
  test.each([
    ['a request', received,                      'decline', 'RequestDeclined', 'declined', { how: 'report' }],
    ['a chat',    received.after(accept('bob')), 'decline', 'ConsentRevoked',  'declined', { how: 'report' }],
    ['a request', received,                      'block',   'AccountBlocked',  'blocked',  { stance: 'refuses' }],
    ['a chat',    received.after(accept('bob')), 'block',   'AccountBlocked',  'blocked',  { stance: 'neutral' }],
  ] as const)('refuses %s in the same append', (_, scene, also, type, view, more) => {
    const answer = scene.when(report('bob', also));
    answer.then(happens(type, 'bob'), happens('AccountReported', 'bob'));
    expect(answer.events[0]?.data).toMatchObject({ asked: null, view: null, ...more });
    expect(answer.events[1]?.data).toMatchObject({ view });
  });

  test('refuses nothing where there is nothing left to refuse', () => {
    received
      .after(block('bob'))
      .when(report('bob', 'block'))
      .then(happens('AccountReported', 'bob'));
    received
      .after(decline('bob'))
      .when(report('bob', 'decline'))
      .then(happens('AccountReported', 'bob'));
  });

  test('blocks a request of one’s own like a withdrawal', () => {
    const scene = after(send('m1'), withdraw('ann'), send('n1', 'bob'));
    const { events } = scene.when(report('bob', 'block'));
    expect(events[0]).toMatchObject({ type: 'AccountBlocked', data: { withdraws: true } });
  });
});

describe('expiry', () => {
  const policy = under({ request: { ttlDays: 30 } });
  const waiting = policy.after(send('m1'));
  const lapsed = waiting.after(expire('bob', 'm1'));

  test('edge 72: puts the request aside, and the sender goes on as before', () => {
    waiting
      .when(expire('bob', 'm1'))
      .then({ type: 'RequestExpired', data: { by: 'bob', to: 'ann', newest: 'm1' } });
    expect(phaseOf(lapsed.state)).toEqual({ phase: 'EXPIRED', from: 'ann' });
    expect([viewOf(lapsed.state, 'ann'), viewOf(lapsed.state, 'bob')]).toEqual([
      'pending',
      'expired',
    ]);
    lapsed.when(send('m2')).then(suppressed('m2', 'LAPSED', { used: 2 }));
  });

  test('edge 71: and a reply at the same instant open the chat in either order', () => {
    const replied = waiting.after(send('n1', 'bob'));
    replied.when(expire('bob', 'm1')).leavesNothing();
    lapsed.when(send('n1', 'bob')).then(accepted('bob', 'reply'), sent('n1'));
    expect(phaseOf(lapsed.after(send('n1', 'bob')).state).phase).toBe('OPEN');
  });

  test('edge 102: passes over what was restored by hand, until the next message of it', () => {
    const restored = lapsed.after(restore('bob'));
    restored.when(expire('bob', 'm1')).leavesNothing();
    restored
      .after(send('m2'))
      .when(expire('bob', 'm2'))
      .then({ type: 'RequestExpired', data: { newest: 'm2' } });
  });

  test.each([
    ['is not due yet', waiting, expire('bob', 'm1', { days: 29 })],
    ['belongs to someone who is away', waiting, expire('bob', 'm1', { standing: 'deactivated' })],
    ['has a newer message', waiting.after(send('m2')), expire('bob', 'm1')],
    ['was answered', waiting.after(decline('bob')), expire('bob', 'm1')],
    ['was withdrawn', waiting.after(withdraw('ann')), expire('bob', 'm1')],
    ['lies under a block', waiting.after(block('bob')), expire('bob', 'm1')],
    ['has expired', lapsed, expire('bob', 'm1')],
  ] as const)('leaves nothing when the request %s', (_, scene, command) =>
    scene.when(command).leavesNothing(),
  );

  test('does not happen where the policy names no days', () =>
    after(send('m1')).when(expire('bob', 'm1')).leavesNothing());
});

describe('operators', () => {
  test('remove a message once; it stays counted', () => {
    const removed = after(send('m1')).after(remove('ann', 'm1'));
    expect(sideOf(removed.state, 'ann')).toMatchObject({ asked: ['m1'], waiting: ['m1'] });
    removed.when(remove('ann', 'm1')).then(unchanged('already_so'));
    const { events } = given().when(remove('ann', 'long ago'));
    expect(events).toMatchObject([
      { type: 'MessageRemoved', data: { from: 'ann', to: 'bob', operator: 'mod' } },
    ]);
  });

  test('edge 50: void the consent of both; counts, blocks and refusals stay', () => {
    const open = after(send('m1'), accept('bob'));
    const voided = open.after(voidConsent());
    expect(phaseOf(voided.state).phase).toBe('NONE');
    expect([viewOf(voided.state, 'ann'), viewOf(voided.state, 'bob')]).toEqual(['none', 'none']);
    voided.when(send('m2')).then(sent('m2', { used: 1, waiting: 1 }));
    const pending = after(send('m1'), send('m2'), voidConsent());
    pending.when(send('m3')).then(sent('m3', { used: 3, waiting: 3 }));
    const refused = after(send('m1'), decline('bob'), voidConsent());
    refused.when(send('m2')).then(suppressed('m2', 'DECLINED', { used: 2 }));
    expect(viewOf(open.after(block('bob'), voidConsent()).state, 'bob')).toBe('blocked');
  });

  test('edge 84: import a chat, and an existing no stays', () => {
    const imported = given().after(importConsent());
    expect(phaseOf(imported.state).phase).toBe('OPEN');
    imported.when(send('m1')).then(sent('m1', { used: null, waiting: null }));
    const refused = after(send('m1'), decline('bob'), importConsent());
    expect(viewOf(refused.state, 'ann')).toBe('open');
    refused.when(send('m2')).then(suppressed('m2', 'DECLINED', { used: null }));
    const blocked = after(block('bob'), importConsent());
    blocked.when(send('m1')).then(suppressed('m1', 'BLOCKED_BY_RECIPIENT', { used: null }));
    blocked
      .after(unblock('bob'))
      .when(send('m1'))
      .then(sent('m1', { used: null, waiting: 1 }));
  });

  test('import over a request that lies there: it is answered', () => {
    const { state } = after(send('m1'), send('m2')).after(importConsent());
    expect(sideOf(state, 'ann')).toMatchObject({
      asked: [],
      waiting: [],
      out: false,
      welcome: true,
    });
    expect(after(send('m1'), importConsent(), revoke('bob')).state.sides['ann']).toMatchObject({
      welcome: true,
    });
  });

  test('cannot make a follow speak over a no that was there before', () => {
    const scene = after(send('m1'), decline('bob'), voidConsent());
    scene.when(follow('bob')).leavesNothing();
  });
});
