import type { ConversationItem } from '@vestibule/views';
import { ann, bob, conversationId } from '../gateway.words';
import { conversationPage, messagePage } from './shown';

const item: ConversationItem = {
  conversationId,
  other: ann,
  folder: 'requests',
  status: 'request',
  lastAtMs: 5,
  unanswered: 2,
  unread: 2,
  newest: bob,
  mutedUntilMs: null,
  mutedForever: false,
};
const named = { names: new Map([[ann, 'Ann']]), limitOf: () => 3 };
const shown = (changes: Partial<ConversationItem>, others = named) =>
  conversationPage({ items: [{ ...item, ...changes }], next: 'p1' }, others).conversations[0];

test('a request carries the notice behind the name', () => {
  expect(conversationPage({ items: [item], next: 'p1' }, named)).toEqual({
    conversations: [
      {
        conversationId,
        other: ann,
        name: 'Ann',
        folder: 'requests',
        state: 'request',
        lastAtMs: 5,
        newMessages: 2,
        newest: bob,
        notice: 'Ann account can send you up to 3 messages before you accept.',
      },
    ],
    next: 'p1',
  });
});

test('the notice tells the limit of who asks, and stands on hidden requests too', () => {
  expect(shown({ folder: 'hidden' }, { ...named, limitOf: () => 1 })).toMatchObject({
    notice: 'Ann account can send you up to 1 message before you accept.',
  });
});

test('an account without a name leaves none', () => {
  expect(shown({}, { ...named, names: new Map() })).toMatchObject({
    name: null,
    notice: 'This account can send you up to 3 messages before you accept.',
  });
});

test.each(['inbox', 'declined'] as const)('there is no notice in %s', (folder) =>
  expect(shown({ folder })).not.toHaveProperty('notice'),
);

test('a message is told without its wrapping', () => {
  const message = { messageId: ann, from: ann, mine: true, kind: 'text', atMs: 5 };
  const marks = { masked: false, read: true, seen: false };
  const body = { text: 'hi', attachment: null };
  const page = { items: [{ ...message, ...marks, body }], next: null };
  expect(messagePage(page)).toEqual({
    messages: [{ ...message, text: 'hi', attachment: null }],
    next: null,
  });
});
