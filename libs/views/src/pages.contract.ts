import { readConversation } from './inbox-history';
import { listConversations } from './inbox-queries';
import { bobsInbox, fromAnn, fromBob, openInboxes } from './inbox-scene.words';
import { inboxOf, sent, suppressed } from './inbox.words';

describe('pages', () => {
  const openMany = async () => {
    const scene = await openInboxes();
    for (const index of [1, 2, 3, 4, 5]) {
      const { placed } = inboxOf('ann', `c${index}`);
      await scene.tell(`pair-c${index}`, sent(`m${index}`, fromAnn));
      await scene.tell('inbox-bob', placed(`m${index}`, 'requests'));
    }
    return scene;
  };

  test('walk through all conversations once, newest first', async () => {
    const { database, schemas } = await openMany();
    const seen: string[] = [];
    let before: string | null | undefined;
    while (before !== null) {
      const asked = { person: 'bob', folder: 'requests' as const, limit: 2, before };
      const page = await listConversations(database, asked, schemas);
      seen.push(...page.items.map(({ conversationId }) => conversationId));
      before = page.next;
    }
    expect(seen).toEqual(['c5', 'c4', 'c3', 'c2', 'c1']);
  });

  test('walk through all messages once, newest first', async () => {
    const { database, schemas, tell } = await openInboxes();
    for (const id of ['m1', 'm2', 'm3']) {
      await tell('pair-c', sent(id, fromAnn));
      await tell('inbox-bob', bobsInbox.placed(id, 'requests'));
    }
    const asked = { person: 'bob', conversationId: 'c', limit: 2 };
    const first = await readConversation(database, asked, schemas);
    const second = await readConversation(
      database,
      { ...asked, before: first.next ?? undefined },
      schemas,
    );
    const ids = [...first.items, ...second.items].map(
      (item) => 'messageId' in item && item.messageId,
    );
    expect([ids, second.next]).toEqual([['m3', 'm2', 'm1'], null]);
  });

  test('are the same whatever the pair did in silence', async () => {
    const [{ database, schemas }, quiet] = [await openMany(), await openInboxes()];
    for (const index of [1, 2, 3, 4, 5]) {
      await quiet.tell(`pair-c${index}`, suppressed('x', fromBob), sent(`m${index}`, fromAnn));
      await quiet.tell('inbox-bob', inboxOf('ann', `c${index}`).placed(`m${index}`, 'requests'));
    }
    const asked = { person: 'bob', folder: 'requests' as const, limit: 2 };
    expect(await listConversations(quiet.database, asked, quiet.schemas)).toEqual(
      await listConversations(database, asked, schemas),
    );
  });
});
