import { searchPeople } from './inbox-people';
import { requestsUpTo } from './inbox-positions';
import { readConversation } from './inbox-history';
import { listConversations } from './inbox-queries';
import { CursorError } from './pages';

/** A database in which nothing was ever written. */
const empty = { query: async () => [] };

test.each(['', 'p', '5', "p1' or", 'p-1', 'pzzzzzzz'])('"%s" is no cursor', async (before) => {
  const asked = { person: 'bob', folder: 'inbox' as const, limit: 2, before };
  await expect(listConversations(empty, asked)).rejects.toThrow(CursorError);
  await expect(requestsUpTo(empty, { ...asked, position: 1, folder: 'hidden' })).rejects.toThrow(
    CursorError,
  );
  await expect(searchPeople(empty, { ...asked, text: 'a' })).rejects.toThrow(CursorError);
});

test.each([0, 201, 1.5, Number.NaN])('a page cannot have %d items', async (limit) => {
  const asked = { person: 'bob', conversationId: 'c', limit };
  await expect(readConversation(empty, asked)).rejects.toThrow(RangeError);
});

test('a page of nothing has no next one', async () => {
  const asked = { person: 'bob', folder: 'inbox' as const, limit: 200 };
  expect(await listConversations(empty, asked)).toEqual({ items: [], next: null });
});
