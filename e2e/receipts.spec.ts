import { story } from './story';
import type { Person } from './person';
import type { World } from './world';

const openChat = async ({ people }: World): Promise<[Person, Person]> => {
  const [ann, bob] = await people({ name: 'Ann' }, { name: 'Bob' });
  await ann!.writes(bob!, 'hello');
  return [ann!, bob!];
};

const sends = async (from: Person, to: Person, text: string): Promise<string> => {
  const { messageId = '' } = await from.asks(to, 'SendMessage', { kind: 'text', text });
  return messageId;
};

describe('what a person does in the own inbox', () => {
  story('seed 36: a read is shown in an open chat, and nowhere else', async (world) => {
    const [ann, bob] = await openChat(world);
    const early = await sends(ann, bob, 'are you there?');
    await world.settled();
    expect(await bob.acts(ann, 'MarkRead', { upTo: early })).toMatchObject({ receipt: false });
    await bob.accepts(ann);
    const late = await sends(ann, bob, 'good');
    await world.settled();
    expect(await bob.acts(ann, 'MarkRead', { upTo: late })).toMatchObject({ receipt: true });
    await world.settled();
    expect(ann.shownRead()).toEqual([late]);
    expect(bob.shownRead()).toEqual([]);
  });

  story('seed 35: a read is not shown while one of the two has receipts off', async (world) => {
    const [ann, bob] = await openChat(world);
    await bob.accepts(ann);
    const first = await sends(ann, bob, 'one');
    await ann.changes('ChangeSettings', { receipts: false });
    await world.settled();
    expect(await bob.acts(ann, 'MarkRead', { upTo: first })).toMatchObject({ receipt: false });
    await ann.changes('ChangeSettings', { receipts: true });
    const second = await sends(ann, bob, 'two');
    await world.settled();
    expect(await bob.acts(ann, 'MarkRead', { upTo: first })).toMatchObject({
      reason: 'already_so',
    });
    await bob.acts(ann, 'MarkRead', { upTo: second });
    await world.settled();
    expect(ann.shownRead()).toEqual([second]);
  });

  story('a person who was revoked or blocked in silence is shown no more reads', async (world) => {
    const [ann, bob] = await openChat(world);
    await bob.accepts(ann);
    const last = await sends(ann, bob, 'still there?');
    await bob.asks(ann, 'RevokeConsent');
    await world.settled();
    expect(await bob.acts(ann, 'MarkRead', { upTo: last })).toMatchObject({ receipt: false });
    const lost = await sends(ann, bob, 'hello?');
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
      await world.settled();
      const before = world.seen.all('delivery.events.v1').length;
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
      const said = world.seen.all('delivery.events.v1').slice(before);
      expect(said.map(({ data }) => (data as { person: string }).person)).toEqual(
        Array(3).fill(bob.id),
      );
    },
  );
});
