import { deliveryEvents, identityEvents, notificationsEvents } from '@vestibule/contracts';
import { ann, bob, conversationId, idOf } from '../gateway.words';
import { outcomeOf } from './outcome';

const about = { atMs: 1, commandId: idOf(1), issuedAtMs: 1, accountId: ann };
const heard = (type: keyof typeof identityEvents.messages, data: object) =>
  outcomeOf({ topic: identityEvents.name, type, data } as Parameters<typeof outcomeOf>[0]);

test('a follow is told without the facts of either account', () => {
  const facts = { actor: { setting: 'no-one' }, other: { setting: 'friends' } };
  const outcome = heard('Followed', { ...about, other: bob, sinceAtMs: 1, facts });
  expect(outcome).toEqual({
    commandId: idOf(1),
    command: 'Follow',
    actor: ann,
    result: 'done',
  });
});

test.each([
  ['AccountUnchanged', { command: 'Unfollow' }, { result: 'unchanged', code: 'ALREADY_SO' }],
  [
    'AccountCommandRefused',
    { command: 'Follow', reason: 'FOLLOWEE_UNKNOWN' },
    {
      result: 'refused',
      code: 'FOLLOWEE_UNKNOWN',
      text: 'There is no such account to follow.',
    },
  ],
] as const)('%s is an outcome', (type, data, expected) => {
  expect(heard(type, { ...about, ...data })).toMatchObject(expected);
});

test('a failure is told to its actor, and one that is nobody else is told to nobody', () => {
  const data = { atMs: 1, commandId: idOf(1), command: 'Follow', actor: ann, other: bob };
  expect(heard('CommandFailed', data)).toMatchObject({ actor: ann, code: 'FAILED' });
  expect(heard('CommandFailed', { ...data, actor: '' })).toBeUndefined();
  expect(heard('Quarantined', { atMs: 1, reason: 'x' })).toBeUndefined();
});

const own = { atMs: 1, commandId: idOf(1), person: ann };
const done = (command: string) => ({ commandId: idOf(1), command, actor: ann, result: 'done' });

test.each([
  ['MessageRead', 'MarkRead', { upTo: bob, receipt: true }],
  ['ConversationMuted', 'MuteConversation', { untilMs: null, forever: true }],
  ['ConversationCleared', 'ClearForMe', { upTo: bob }],
  ['MessageDeleted', 'DeleteForMe', { messageId: bob }],
] as const)('%s answers %s, and says nothing else', (type, command, data) => {
  const message = {
    topic: deliveryEvents.name,
    type,
    data: { ...own, conversationId, other: bob, ...data },
  };
  expect(outcomeOf(message as Parameters<typeof outcomeOf>[0])).toEqual(done(command));
});

test.each([
  ['MessagePlaced', { messageId: bob, folder: 'inbox', first: false }],
  ['ReceiptShown', { upTo: bob, readAtMs: 1 }],
  ['MessageTakenBack', { messageId: bob }],
])('%s, which others cause, answers nobody', (type, data) => {
  const placed = { person: ann, conversationId, other: bob, pairRevision: 1, atMs: 1 };
  const message = { topic: deliveryEvents.name, type, data: { ...placed, ...data } };
  expect(outcomeOf(message as Parameters<typeof outcomeOf>[0])).toBeUndefined();
});

test.each([
  ['PreferencesChanged', { requests: true }, done('ChangePreferences')],
  ['DeviceAdded', { deviceId: bob }, done('AddDevice')],
  ['DeviceRemoved', { deviceId: bob, why: 'asked' }, done('RemoveDevice')],
  ['DeviceRemoved', { deviceId: bob, why: 'gone', commandId: undefined }, undefined],
  [
    'NoticeUnchanged',
    { command: 'AddDevice', reason: 'too_many_devices' },
    { ...done('AddDevice'), result: 'refused', code: 'TOO_MANY_DEVICES' },
  ],
  [
    'NoticeUnchanged',
    { command: 'ChangePreferences', reason: 'already_so' },
    { ...done('ChangePreferences'), result: 'unchanged', code: 'ALREADY_SO' },
  ],
])('of notices, %s is told as what was asked', (type, data, expected) => {
  const message = { topic: notificationsEvents.name, type, data: { ...own, ...data } };
  const outcome = outcomeOf(message as Parameters<typeof outcomeOf>[0]);
  expect([outcome]).toMatchObject([expected]);
});
