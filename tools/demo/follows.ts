import { type Chapter, cast } from './chapter';
import { expect, liesIn, scene, toldTo, writes } from './teller';

/** What a follow says for whom. */
export const follow: Chapter = {
  name: 'follow',
  about: 'a mutual follow while a request waits opens it, without a word',
  tell: async (world) => {
    const { ann, bob } = await cast(world, { ann: {}, bob: {} });
    scene('Ann has asked Bob, and follows him. That opens nothing.');
    await writes(ann, bob, 'Hello Bob.');
    await ann.follows(bob);
    expect('her second is counted', (await writes(ann, bob, 'It is me.')).used, 2);
    expect('it is a request', await liesIn(bob, ann, 'requests'), 'requests');
    expect('Bob was told once', await toldTo(bob, 1), ['request-received']);

    scene('Bob follows back: a yes that he gives in public.');
    await bob.follows(ann);
    expect('it moves to the inbox', await liesIn(bob, ann, 'inbox'), 'inbox');
    const free = await writes(ann, bob, 'How are you?');
    expect('she writes freely', [free.view, free.used ?? null], ['open', null]);
    await toldTo(bob, 2);
    await world.settled();
    expect('nobody announced it to her', ann.told(), []);
    expect('nor to him', bob.told(), ['request-received', 'message-received']);
  },
};
