import { identityEvents } from '@vestibule/contracts';
import { ann, bob, idOf } from '../gateway.words';
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
