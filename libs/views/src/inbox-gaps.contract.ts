import { readConversation } from './inbox-history';
import { annsInbox, bobsInbox, fromAnn, fromBob, openRequest, view } from './inbox-scene.words';
import { sent, suppressed } from './inbox.words';
import { prepare } from './prepare';
import { rebuild } from './rebuild';

/** Bob has declined; what Ann wrote since was kept for her alone. */
const openDeclined = async () => {
  const scene = await openRequest();
  const { tell, history } = scene;
  await tell('inbox-bob', bobsInbox.moved('declined'));
  await tell('pair-c', suppressed('m2', fromAnn));
  await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
  /** Ids of messages and, in their place, gaps; newest first. */
  const lines = async (person: string) =>
    (await history(person)).map((item) => (item.kind === 'gap' ? 'gap' : item.messageId));
  /** He says yes, and both write. */
  const goOn = async () => {
    await tell('pair-c', sent('m3', { ...fromBob, view: 'open' }), sent('m4', fromAnn));
    await tell('inbox-bob', bobsInbox.moved('inbox'), bobsInbox.placed('m3', 'sent'));
    await tell('inbox-bob', bobsInbox.placed('m4', 'inbox'));
    await tell('inbox-ann', annsInbox.placed('m3', 'inbox'), annsInbox.placed('m4', 'sent'));
  };
  return { ...scene, lines, goOn };
};

describe('edge 90: what was not kept', () => {
  test('is told at its place in the conversation, to whoever accepted and to nobody else', async () => {
    const { lines, goOn, history } = await openDeclined();
    expect(await lines('bob')).toEqual(['m1']);
    await goOn();
    expect(await lines('bob')).toEqual(['m4', 'm3', 'gap', 'm1']);
    expect((await history('bob'))[2]).toEqual({ kind: 'gap', atMs: 6_000 });
    expect(await lines('ann')).toEqual(['m4', 'm3', 'm2', 'm1']);
    expect(await lines('eve')).toEqual([]);
  });

  test.each([
    ['after an expiry', [bobsInbox.moved('declined', true), bobsInbox.moved('inbox')], 1],
    [
      'after a block that was lifted',
      [bobsInbox.left('blocked'), bobsInbox.returned('declined'), bobsInbox.moved('inbox')],
      1,
    ],
    [
      'nowhere once the request was restored',
      [bobsInbox.moved('requests'), bobsInbox.moved('inbox')],
      0,
    ],
  ])('is told %s', async (_, events, gaps) => {
    const { tell, lines } = await openDeclined();
    await tell('inbox-bob', ...events);
    expect((await lines('bob')).filter((line) => line === 'gap')).toHaveLength(gaps);
  });

  test('is told once for every such yes', async () => {
    const { tell, lines, goOn } = await openDeclined();
    await goOn();
    await tell('pair-c', sent('m5', fromAnn));
    await tell(
      'inbox-bob',
      bobsInbox.left('blocked'),
      bobsInbox.returned('inbox'),
      bobsInbox.placed('m5', 'requests'),
      bobsInbox.moved('declined'),
      bobsInbox.moved('inbox'),
    );
    expect(await lines('bob')).toEqual(['gap', 'm5', 'm4', 'm3', 'gap', 'm1']);
  });

  test('walks page by page with the messages', async () => {
    const { database, schemas, goOn } = await openDeclined();
    await goOn();
    const seen: string[] = [];
    let before: string | null | undefined;
    while (before !== null) {
      const asked = { person: 'bob', conversationId: 'c', limit: 1, before };
      const { items, next } = await readConversation(database, asked, schemas);
      seen.push(...items.map((item) => (item.kind === 'gap' ? 'gap' : item.messageId)));
      before = next;
    }
    expect(seen).toEqual(['m4', 'm3', 'gap', 'm1']);
  });

  test('goes out of sight with the history that is cleared', async () => {
    const { tell, lines, goOn } = await openDeclined();
    await goOn();
    await tell('inbox-bob', bobsInbox.cleared('m1'));
    expect(await lines('bob')).toEqual(['m4', 'm3', 'gap']);
    await tell('inbox-bob', bobsInbox.cleared('m3'));
    expect(await lines('bob')).toEqual(['m4']);
    const other = await openDeclined();
    await other.tell('inbox-bob', bobsInbox.moved('inbox'), bobsInbox.cleared('m1'));
    expect(await other.lines('bob')).toEqual([]);
  });

  test('is told although the request was cleared before', async () => {
    const { tell, lines } = await openDeclined();
    await tell('inbox-bob', bobsInbox.cleared('m1'), bobsInbox.moved('inbox'));
    expect(await lines('bob')).toEqual(['gap']);
  });

  test('is rebuilt byte for byte, and for events from before it was told', async () => {
    const { goOn, lines, database, streams, schema } = await openDeclined();
    await goOn();
    expect(await rebuild({ view, database, streams, schema, dryRun: true })).toMatchObject({
      equal: true,
      stuck: 0,
    });
    await database.query(`alter table ${schema}.conversations drop column gaps`);
    await prepare(database, view, schema);
    expect(await lines('bob')).toEqual(['m4', 'm3', 'm1']);
    await rebuild({ view, database, streams, schema, force: true });
    expect(await lines('bob')).toEqual(['m4', 'm3', 'gap', 'm1']);
  });
});

test('edge 79: links lead nowhere until the request is accepted, whether hidden or declined', async () => {
  const { tell, read } = await openRequest();
  const inert = async () => (await read('bob')).map((message) => message.inert);
  await tell('pair-c', sent('m2', fromAnn));
  await tell('inbox-ann', annsInbox.placed('m2', 'sent'));
  await tell('inbox-bob', bobsInbox.placed('m2', 'hidden', { links: 'inert' }));
  expect(await inert()).toEqual([true, false]);
  expect((await read('ann')).map((message) => message.inert)).toEqual([false, false]);
  await tell('inbox-bob', bobsInbox.moved('declined'));
  expect(await inert()).toEqual([true, false]);
  await tell('inbox-bob', bobsInbox.moved('inbox'));
  expect(await inert()).toEqual([false, false]);
});
