import { conversationIdOf } from '@vestibule/contracts';
import { UsageError } from '../failures';
import { pairFrom } from './pair';

const [one, other] = [
  '0190aaaa-0000-7000-8000-000000000001',
  '0190aaaa-0000-7000-8000-000000000002',
];

test('a conversation is named by its id, in any case, or by its stream', () => {
  const named = { conversationId: one, accounts: [] };
  expect(pairFrom([one.toUpperCase()])).toEqual(named);
  expect(pairFrom([`pair-${one}`])).toEqual(named);
});

test('or by both accounts, in any order', () => {
  const { conversationId, accounts } = pairFrom([other, one]);
  expect(conversationId).toBe(conversationIdOf(one, other));
  expect(accounts).toEqual([other, one]);
});

test.each([[['nonsense']], [[one, 'nonsense']], [[one, one]], [[]]])('%j names none', (words) => {
  expect(() => pairFrom(words)).toThrow(UsageError);
});
