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
const named = { names: new Map([[ann, 'Ann']]), limitOf: () => 3, position: 35, nowMs: 100 };
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
        unread: 2,
        newest: bob,
        muted: null,
        notice: 'Ann account can send you up to 3 messages before you accept.',
      },
    ],
    position: 'pz',
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

const message = { messageId: ann, from: ann, mine: true, kind: 'text', atMs: 5 } as const;
const marks = { masked: false, read: true, seen: false };
const written = { ...message, ...marks, inert: false, body: { text: 'hi', attachment: null } };

test('a message is told without its wrapping', () => {
  expect(messagePage({ items: [written], next: null })).toEqual({
    messages: [{ ...message, ...marks, text: 'hi', attachment: null }],
    next: null,
  });
});

test('edge 79: a message whose links lead nowhere yet says so', () => {
  const page = messagePage({ items: [{ ...written, inert: true }, written], next: null });
  expect(page.messages[0]).toMatchObject({ text: 'hi', links: 'inert' });
  expect(page.messages[1]).not.toHaveProperty('links');
});

test('edge 90: a gap is told in the exact words, at its place', () => {
  const page = messagePage({ items: [written, { kind: 'gap', atMs: 4 }, written], next: 'p1' });
  expect(page.messages[1]).toEqual({
    kind: 'notice',
    text: 'Messages sent after you declined were not kept for you.',
    atMs: 4,
  });
  expect(page.messages.map(({ kind }) => kind)).toEqual(['text', 'notice', 'text']);
});

test('seed 38: a mute is shown as long as it lasts', () => {
  expect(shown({ mutedForever: true })).toMatchObject({ muted: { untilMs: null } });
  expect(shown({ mutedUntilMs: 101 })).toMatchObject({ muted: { untilMs: 101 } });
  expect(shown({ mutedUntilMs: 100 })).toMatchObject({ muted: null });
});

test('an inbox in which nothing has happened has no position', () => {
  const nothing = { items: [], next: null };
  expect(conversationPage(nothing, { ...named, position: -1 })).toMatchObject({ position: null });
});
