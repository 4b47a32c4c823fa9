import type { AccountEvent } from '@vestibule/domain';
import { registered } from './account.words';
import { accountsView } from './accounts';
import { requestsOlderThan, type WaitingPage } from './expiring';
import { annsInbox, bobsInbox, fromAnn, openInboxes } from './inbox-scene.words';
import { inboxOf, sent } from './inbox.words';
import { openStore, projectorFor, world } from './views.words';

const standingSet = (standing: 'active' | 'deactivated'): AccountEvent => ({
  type: 'StandingSet',
  data: { accountId: 'bob', atMs: 7_000, commandId: standing, issuedAtMs: 7_000, standing },
});

const openRequests = async () => {
  const inboxes = await openInboxes();
  const { database } = world();
  const { streams, write } = openStore();
  const accounts = await world().schemaFor(accountsView);
  const project = projectorFor({ view: accountsView, database, streams, schema: accounts });
  const knows = async (...told: Parameters<typeof write>) => project(await write(...told));
  await knows('account-bob', registered('bob'));
  const asks = async (conversationId: string, atMs: number) => {
    const { placed } = inboxOf('ann', conversationId);
    await inboxes.tell(`pair-${conversationId}`, sent(`m-${conversationId}`, { ...fromAnn, atMs }));
    await inboxes.tell('inbox-bob', placed(`m-${conversationId}`, 'requests'));
  };
  const found = async (page: WaitingPage) =>
    requestsOlderThan(database, page, { inbox: inboxes.schema, accounts });
  return { ...inboxes, knows, asks, found };
};

describe('requests that wait for long', () => {
  test('are found oldest first, page by page, up to the time asked about', async () => {
    const { asks, found } = await openRequests();
    await asks('c3', 3_000);
    await asks('c1', 1_000);
    await asks('c2', 1_000);
    await asks('c4', 4_000);
    const first = await found({ beforeMs: 3_000, limit: 2 });
    expect(first).toEqual([
      {
        person: 'bob',
        other: 'ann',
        conversationId: 'c1',
        newest: 'm-c1',
        newestAtMs: 1_000,
        revision: 1,
      },
      expect.objectContaining({ conversationId: 'c2', newestAtMs: 1_000, revision: 2 }),
    ]);
    const [, after] = first;
    const second = await found({ beforeMs: 3_000, limit: 2, after });
    expect(second.map(({ conversationId }) => conversationId)).toEqual(['c3']);
  });

  test('are those that lie in requests or hidden, by their newest message', async () => {
    const { asks, tell, found } = await openRequests();
    await asks('c', 1_000);
    await tell('pair-c', sent('m2', { ...fromAnn, atMs: 2_000 }));
    await tell('inbox-bob', bobsInbox.placed('m2', 'hidden'));
    const page = { beforeMs: 9_000, limit: 10 };
    expect(await found(page)).toMatchObject([{ newest: 'm2', newestAtMs: 2_000 }]);
    await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
    await tell('inbox-bob', bobsInbox.moved('declined'));
    expect(await found(page)).toEqual([]);
  });

  test('edge 56: wait without end for someone who is deactivated', async () => {
    const { asks, knows, found } = await openRequests();
    await asks('c', 1_000);
    const page = { beforeMs: 9_000, limit: 10 };
    await knows('account-bob', standingSet('deactivated'));
    expect(await found(page)).toEqual([]);
    await knows('account-bob', standingSet('active'));
    expect(await found(page)).toHaveLength(1);
  });
});
