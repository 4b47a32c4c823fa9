import { openMessageFor } from './inbox-open-message';
import { annsInbox, bobsInbox, fromAnn, openInboxes, openRequest } from './inbox-scene.words';
import { sent, suppressed } from './inbox.words';

type Scene = Awaited<ReturnType<typeof openInboxes>>;

const shown = async ({ database, schema }: Scene, person: string, messageId: string) => {
  const asked = { person, conversationId: 'c', messageId };
  return (await openMessageFor(database, asked, schema))?.text ?? null;
};

describe('what may be shown of a message in a notice', () => {
  test('is what lies in an open chat of the person, and nothing to anybody else', async () => {
    const scene = await openInboxes();
    await scene.tell('pair-c', sent('m1', fromAnn));
    await scene.tell('inbox-ann', annsInbox.placed('m1', 'sent'));
    await scene.tell('inbox-bob', bobsInbox.placed('m1', 'inbox'));
    expect(await shown(scene, 'bob', 'm1')).toBe('text of m1');
    expect(await shown(scene, 'ann', 'm1')).toBeNull();
    expect(await shown(scene, 'eve', 'm1')).toBeNull();
    expect(await shown(scene, 'bob', 'm2')).toBeNull();
  });

  test('is nothing before acceptance', async () => {
    const scene = await openRequest();
    expect(await shown(scene, 'bob', 'm1')).toBeNull();
  });

  test('is nothing of what was kept from the person', async () => {
    const scene = await openInboxes();
    await scene.tell('pair-c', suppressed('m1', fromAnn));
    await scene.tell('inbox-ann', annsInbox.placed('m1', 'sent'));
    expect(await shown(scene, 'bob', 'm1')).toBeNull();
    expect(await shown(scene, 'ann', 'm1')).toBeNull();
  });

  test('is nothing once the person has blocked the other', async () => {
    const scene = await openInboxes();
    await scene.tell('pair-c', sent('m1', fromAnn));
    await scene.tell('inbox-bob', bobsInbox.placed('m1', 'inbox'), bobsInbox.left('blocked'));
    expect(await shown(scene, 'bob', 'm1')).toBeNull();
  });

  test('is nothing that is covered, deleted or taken back', async () => {
    const scene = await openInboxes();
    await scene.tell('pair-c', ...['m1', 'm2', 'm3'].map((id) => sent(id, fromAnn)));
    await scene.tell(
      'inbox-bob',
      bobsInbox.placed('m1', 'inbox', { masked: true }),
      bobsInbox.placed('m2', 'inbox'),
      bobsInbox.placed('m3', 'inbox'),
      bobsInbox.deleted('m2'),
      bobsInbox.takenBack('m3'),
    );
    for (const id of ['m1', 'm2', 'm3']) expect(await shown(scene, 'bob', id)).toBeNull();
  });

  test('is nothing that the person has cleared', async () => {
    const scene = await openInboxes();
    await scene.tell('pair-c', sent('m1', fromAnn));
    await scene.tell('inbox-bob', bobsInbox.placed('m1', 'inbox'), bobsInbox.cleared('m1'));
    expect(await shown(scene, 'bob', 'm1')).toBeNull();
  });
});
