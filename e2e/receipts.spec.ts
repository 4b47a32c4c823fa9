import type { Person } from './person';
import { story } from './story';
import { until } from './until';
import type { World } from './world';

const openChat = async ({ people }: World): Promise<[Person, Person]> => {
  const [ann, bob] = await people({ name: 'Ann' }, { name: 'Bob' });
  await ann!.writes(bob!, 'hello');
  return [ann!, bob!];
};

/** Sends one message and waits until it is there. */
const sends = async (from: Person, to: Person, text: string): Promise<string> => {
  const { messageId = '' } = await from.says(to, text);
  await to.gets(messageId);
  return messageId;
};

/** What delivery said about one person's lists. */
const said = ({ seen }: World, { id }: Person): readonly string[] =>
  seen
    .all('delivery.events.v1')
    .filter(({ data }) => (data as { person?: string }).person === id)
    .map(({ type }) => type);

describe('what a person does in the own inbox', () => {
  story('seed 36: a read is shown in an open chat, and nowhere else', async (world) => {
    const [ann, bob] = await openChat(world);
    const early = await sends(ann, bob, 'are you there?');
    expect(await bob.acts(ann, 'MarkRead', { upTo: early })).toMatchObject({ receipt: false });
    await bob.accepts(ann);
    const late = await sends(ann, bob, 'good');
    expect(await bob.acts(ann, 'MarkRead', { upTo: late })).toMatchObject({ receipt: true });
    await until('the receipt', () => ann.shownRead().length || undefined);
    expect(ann.shownRead()).toEqual([late]);
    expect(bob.shownRead()).toEqual([]);
  });

  story('seed 35: a read is not shown while one of the two has receipts off', async (world) => {
    const [ann, bob] = await openChat(world);
    await bob.accepts(ann);
    const first = await sends(ann, bob, 'one');
    await ann.changes('ChangeSettings', { receipts: false });
    expect(await bob.acts(ann, 'MarkRead', { upTo: first })).toMatchObject({ receipt: false });
    await ann.changes('ChangeSettings', { receipts: true });
    const second = await sends(ann, bob, 'two');
    expect(await bob.acts(ann, 'MarkRead', { upTo: first })).toMatchObject({
      reason: 'already_so',
    });
    await bob.acts(ann, 'MarkRead', { upTo: second });
    await until('the receipt', () => ann.shownRead().length || undefined);
    expect(ann.shownRead()).toEqual([second]);
  });

  story('seed 37: a region without receipts shows none, whoever lives there', async (world) => {
    const [ann, lea] = await world.people({}, { region: 'DE' });
    const pairs = [[ann!, lea!] as const, [lea!, ann!] as const];
    await ann!.writes(lea!, 'hello');
    await lea!.writes(ann!, 'hello');
    for (const [from, to] of pairs) {
      const last = await sends(from, to, 'seen?');
      expect(await to.marksRead(from, last)).toBe(false);
    }
    await world.settled();
    expect([ann!.shownRead(), lea!.shownRead()]).toEqual([[], []]);
  });

  story('a person who was revoked or blocked in silence is shown no more reads', async (world) => {
    const [ann, bob] = await openChat(world);
    await bob.accepts(ann);
    const last = await sends(ann, bob, 'still there?');
    await bob.asks(ann, 'RevokeConsent');
    await until('the end', () => said(world, bob).includes('ConversationEnded') || undefined);
    expect(await bob.acts(ann, 'MarkRead', { upTo: last })).toMatchObject({ receipt: false });
    const { messageId: lost = '' } = await ann.says(bob, 'hello?');
    await ann.gets(lost);
    await world.settled();
    const unknown = { type: 'InboxUnchanged', reason: 'no_message' };
    expect(await bob.acts(ann, 'DeleteForMe', { messageId: lost })).toMatchObject(unknown);
    expect(ann.shownRead()).toEqual([]);
  });

  story(
    'seed 38: seed 39: what one mutes, clears and deletes, the other never hears of',
    async (world) => {
      const [ann, bob] = await openChat(world);
      await bob.accepts(ann);
      const late = await sends(ann, bob, 'good');
      await ann.gets(late);
      const before = said(world, ann);
      expect(await bob.acts(ann, 'MuteConversation', { forever: true })).toMatchObject({
        type: 'ConversationMuted',
      });
      expect(await bob.acts(ann, 'DeleteForMe', { messageId: late })).toMatchObject({
        type: 'MessageDeleted',
      });
      expect(await bob.acts(ann, 'ClearForMe', { upTo: late })).toMatchObject({
        type: 'InboxUnchanged',
        reason: 'no_message',
      });
      await world.settled();
      expect(said(world, ann)).toEqual(before);
    },
  );
});
