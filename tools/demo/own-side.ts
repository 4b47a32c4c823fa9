import type { Person } from '../../e2e/person';
import { until } from '../../e2e/until';
import type { World } from '../../e2e/world';
import { type Chapter, cast } from './chapter';
import { expect, readBy, say, scene, toldTo, writes } from './teller';

const opens = async (ann: Person, bob: Person): Promise<void> => {
  await writes(ann, bob, 'Hello.');
  // An answer that comes first would overtake the notice.
  await toldTo(bob, 1);
  await bob.accepts(ann);
};

/** Ann writes, Bob reads it; what she was shown, once nothing moves any more. */
const reads = async (world: World, ann: Person, bob: Person) => {
  const { messageId = '' } = await writes(ann, bob, 'Have you read this?');
  await until('the message', async () =>
    (await bob.reads(ann)).includes('Have you read this?') ? true : undefined,
  );
  const isShown = await bob.marksRead(ann, messageId);
  say(`   ${bob.name} reads it.`);
  await world.settled();
  return [isShown, ann.shownRead().includes(messageId)];
};

/** What people do on their own side. */
export const receipts: Chapter = {
  name: 'receipts',
  about: 'read receipts: both on, one off, a region without them',
  tell: async (world) => {
    const { ann, bob, cem, lea } = await cast(world, {
      ann: {},
      bob: {},
      cem: {},
      lea: { region: 'DE' },
    });
    scene('Both have receipts on, and their chat is open.');
    await opens(ann, bob);
    expect('Ann sees that Bob has read', await reads(world, ann, bob), [true, true]);
    scene('Cem turns his off.');
    await opens(ann, cem);
    await cem.changes('ChangeSettings', { receipts: false });
    expect('Ann sees nothing', await reads(world, ann, cem), [false, false]);
    scene('Lea lives in a region whose receipts the policy turns off.');
    await opens(ann, lea);
    expect('Ann sees nothing', await reads(world, ann, lea), [false, false]);
  },
};

export const mute: Chapter = {
  name: 'mute',
  about: 'one conversation muted, and unmuted: not a block',
  tell: async (world) => {
    const { ann, bob } = await cast(world, { ann: {}, bob: {} });
    await opens(ann, bob);
    await writes(ann, bob, 'Good morning.');
    const before = await toldTo(bob, 2);
    scene('Bob mutes Ann.');
    expect('Bob mutes', await bob.mutes(ann), 'ConversationMuted');
    await world.settled();
    await writes(ann, bob, 'Good evening.');
    const texts = await readBy(bob, ann, 3);
    expect('it reaches him', texts.at(-1), 'Good evening.');
    await world.settled();
    expect('he is not told', bob.told(), before);
    scene('He takes that back.');
    expect('Bob unmutes', await bob.unmutes(ann), 'ConversationMuted');
    await world.settled();
    await writes(ann, bob, 'Good night.');
    expect('he is told again', await toldTo(bob, 3), [...before, 'message-received']);
  },
};
