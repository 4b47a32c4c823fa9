import type { AskedCommand, ConversationState, UnchangedReason, View } from './conversation';
import {
  accept,
  accepted,
  after,
  block,
  decline,
  given,
  happens,
  restore,
  revoke,
  send,
  sent,
  standing,
  suppressed,
  unblock,
  unchanged,
  under,
  withdraw,
  type Name,
} from './conversation.words';
import { newSide, viewOf } from './view';

const lapsed = (out: boolean): ConversationState => ({
  sides: {
    ann: { ...newSide, stance: 'accepts', asked: ['m1'], waiting: ['m1'], out },
    bob: { ...newSide, stance: 'lapsed', welcome: true },
  },
});

/** A pair in which bob has each of the views. */
const scenes = {
  none: given(),
  pending: after(send('m1', 'bob')),
  request: after(send('m1')),
  open: after(send('m1'), accept('bob')),
  declined: after(send('m1'), decline('bob')),
  expired: standing(lapsed(true)),
  blocked: after(send('m1'), block('bob')),
} as const;

const commands = {
  AcceptRequest: accept,
  DeclineRequest: decline,
  RestoreRequest: restore,
  WithdrawRequest: withdraw,
  RevokeConsent: revoke,
  BlockAccount: block,
  UnblockAccount: unblock,
} as const satisfies Partial<Record<AskedCommand['type'], (by: Name) => AskedCommand>>;

const views = ['none', 'pending', 'request', 'open', 'declined', 'expired', 'blocked'] as const;
const no = 'you_blocked_them';

/** Upper-case words name the event, lower-case ones the reason why nothing changed. */
// prettier-ignore
const table: Record<keyof typeof commands, readonly string[]> = {
  //                none               pending             request            open              declined           expired            blocked
  AcceptRequest:   ['no_request',      'no_request',       'RequestAccepted', 'already_so',     'RequestAccepted', 'RequestAccepted', no],
  DeclineRequest:  ['no_request',      'no_request',       'RequestDeclined', 'no_request',     'already_so',      'RequestDeclined', no],
  RestoreRequest:  ['already_so',      'already_so',       'already_so',      'already_so',     'RequestRestored', 'RequestRestored', no],
  WithdrawRequest: ['no_request',      'RequestWithdrawn', 'no_request',      'already_open',   'no_request',      'no_request',      no],
  RevokeConsent:   ['no_conversation', 'no_conversation',  'no_conversation', 'ConsentRevoked', 'already_so',      'no_conversation', no],
  BlockAccount:    ['AccountBlocked',  'AccountBlocked',   'AccountBlocked',  'AccountBlocked', 'AccountBlocked',  'AccountBlocked',  'already_so'],
  UnblockAccount:  ['already_so',      'already_so',       'already_so',      'already_so',     'already_so',      'already_so',      'AccountUnblocked'],
};

const isEvent = (cell: string): boolean => cell !== cell.toLowerCase();

describe.each(views)('in view %s', (view) => {
  test('that is the view', () => expect(viewOf(scenes[view].state, 'bob')).toBe(view));

  test.each(Object.keys(commands) as (keyof typeof commands)[])('%s meets its cell', (type) => {
    const cell = table[type][views.indexOf(view)] ?? '';
    const told = isEvent(cell)
      ? happens(cell as 'AccountBlocked', 'bob')
      : unchanged(cell as UnchangedReason);
    scenes[view].when(commands[type]('bob')).then(told);
  });
});

describe('a request that is not there any more', () => {
  const gone = after(send('m1'), decline('bob'), withdraw('ann'));

  test('cannot be accepted from the declined list', () =>
    gone.when(accept('bob')).then(unchanged('no_request')));

  test('cannot be accepted or declined after it lapsed', () => {
    standing(lapsed(false)).when(accept('bob')).then(unchanged('no_request'));
    standing(lapsed(false)).when(decline('bob')).then(unchanged('no_request'));
  });
});

describe('an acceptance', () => {
  // prettier-ignore
  test.each([
    ['SENDER_RESTRICTED',      { actor: { standing: 'suspended' } }],
    ['SENDER_UNDER_AGE',       { actor: { band: 'under16' } }],
    ['YOUR_SETTING_IS_NO_ONE', { actor: { setting: 'no-one' } }],
    ['no_request',             { other: { standing: 'suspended' } }],
  ] as const)('is not possible with %s', (reason, known) =>
    scenes.request.when(accept('bob', known)).then(unchanged(reason)));

  test('needs no phone', () =>
    scenes.request
      .when(accept('bob', { actor: { phone: false } }))
      .then(accepted('bob', 'explicit', true)));

  test('means what was seen', () => {
    const two = after(send('m1'), send('m2'));
    two.when(accept('bob', { upTo: 'm1' })).then(unchanged('newer_messages'));
    two.when(decline('bob', { upTo: 'm1' })).then(unchanged('newer_messages'));
    two.when(accept('bob', { upTo: 'm2' })).then(accepted('bob', 'explicit', true));
  });

  test('carries the view that it opens, and refunds what was counted', () => {
    const { events } = scenes.request.when(accept('bob'));
    expect(events[0]?.data).toMatchObject({ view: 'open', refunds: ['m1'] });
  });
});

describe('safety acts of a suspended person', () => {
  const suspended = { actor: { standing: 'suspended' as const } };

  test('work all the same', () => {
    scenes.request.when(decline('bob', suspended)).then(happens('RequestDeclined', 'bob'));
    scenes.open.when(revoke('bob', suspended)).then(happens('ConsentRevoked', 'bob'));
    scenes.request.when(block('bob', suspended)).then(happens('AccountBlocked', 'bob'));
    scenes.declined.when(restore('bob', suspended)).then(happens('RequestRestored', 'bob'));
    scenes.pending.when(withdraw('bob', suspended)).then(happens('RequestWithdrawn', 'bob'));
  });
});

describe('what a block leaves behind', () => {
  // prettier-ignore
  test.each<[View, string, boolean, View]>([
    ['none',     'neutral', false, 'none'],
    ['request',  'refuses', false, 'declined'],
    ['expired',  'refuses', false, 'declined'],
    ['declined', 'refuses', false, 'declined'],
    ['pending',  'neutral', true,  'none'],
    ['open',     'neutral', false, 'none'],
  ])('in view %s: stance %s, withdraws %s, and %s after the unblock', (view, stance, withdraws, left) => {
    const { events, state } = scenes[view].when(block('bob'));
    expect(events[0]?.data).toMatchObject({ stance, withdraws, view: 'blocked' });
    expect(viewOf(state, 'bob')).toBe('blocked');
    expect(viewOf(scenes[view].after(block('bob'), unblock('bob')).state, 'bob')).toBe(left);
  });

  test('looks like a withdrawal to the other side when a request was pending', () => {
    const withdrawn = scenes.pending.after(withdraw('bob'));
    const blocked = scenes.pending.after(block('bob'));
    expect(viewOf(scenes.pending.state, 'ann')).toBe('request');
    expect(viewOf(blocked.state, 'ann')).toBe('none');
    expect(viewOf(withdrawn.state, 'ann')).toBe('none');
  });

  test('restores an open chat where the policy says so', () => {
    const past = under({ relation: { afterUnblock: 'restore' } });
    const scene = past.after(send('m1'), accept('bob'), block('bob'));
    scene.when(send('m2')).then(suppressed('m2', 'BLOCKED_BY_RECIPIENT', { used: null }));
    scene
      .after(unblock('bob'))
      .when(send('m2'))
      .then(sent('m2', { used: null, waiting: null }));
  });
});
