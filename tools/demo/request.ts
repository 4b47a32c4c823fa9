import { type CommandDecided, limitNotice } from '@vestibule/contracts';
import type { Person } from '../../e2e/person';
import type { World } from '../../e2e/world';
import { type Chapter, cast } from './chapter';
import { expect, liesIn, readBy, say, scene, toldTo, writes } from './teller';

type Pair = { readonly ann: Person; readonly bob: Person };

const asks = async ({ ann, bob }: Pair): Promise<void> => {
  scene('Ann is a stranger to Bob. She may put three messages before him.');
  const first = await writes(ann, bob, 'Hello Bob, I liked your video.');
  expect('the first passes', first.result, 'sent');
  const second = await writes(ann, bob, 'It is about the one on lighthouses.');
  expect('the second passes', second.used, 2);
  const third = await writes(ann, bob, 'May I ask you something?');
  expect('the third passes, with the notice', third.notice, limitNotice(3));
  const fourth = await writes(ann, bob, 'Are you there?');
  expect('the fourth is refused', fourth.code, 'REQUEST_LIMIT_REACHED');
  expect('… with the exact text', fourth.text, limitNotice(3));

  scene('Bob finds one request, with three messages, and was told of it once.');
  expect('it lies in requests', await liesIn(bob, ann, 'requests'), 'requests');
  for (const text of await readBy(bob, ann, 3)) say(`   Bob reads: “${text}”`);
  expect('one notice, without a word of hers', await toldTo(bob, 1), ['request-received']);
};

const talk = async ({ ann, bob }: Pair): Promise<void> => {
  scene('Bob accepts: now both write freely.');
  expect('Bob accepts', await bob.accepts(ann), 'done');
  expect('the request moves to the inbox', await liesIn(bob, ann, 'inbox'), 'inbox');
  expect('Ann is told that he accepted', await toldTo(ann, 1), ['request-accepted']);
  const answer = await writes(bob, ann, 'Sure, ask away.');
  expect('Bob writes', answer.view, 'open');
  await toldTo(ann, 2);
  const back = await writes(ann, bob, 'Where was it filmed?');
  expect('Ann writes, and nothing is counted', [back.result, back.used ?? null], ['sent', null]);
};

/** What she is answered, but for the ids of the message. */
const strip = ({ result, view, used, limit, notice, volume }: CommandDecided) => ({
  result,
  view,
  used,
  limit,
  notice,
  volume,
});

const blocks = async (world: World, { ann, bob }: Pair): Promise<void> => {
  scene('Bob blocks Ann. She cannot notice.');
  const before = strip(await writes(ann, bob, 'And when?'));
  expect('Bob blocks', await bob.blocks(ann), 'done');
  const after = strip(await writes(ann, bob, 'Hello?'));
  expect('her answer is the same, byte for byte', after, before);
  await world.settled();
  expect('nobody told her anything', ann.told(), ['request-accepted', 'message-received']);
  expect('Bob never sees it', (await bob.reads(ann)).includes('Hello?'), false);
  expect('she has her own copy', (await ann.reads(bob)).at(-1), 'Hello?');
};

/** The main story: what `npm run demo` tells without options. */
export const request: Chapter = {
  name: 'request',
  about: 'three messages before a yes; accept; a block that nobody notices',
  tell: async (world) => {
    scene('Two people register (identity.commands.v1), confirm a phone, open their settings.');
    const pair = await cast(world, { ann: {}, bob: {} });
    say(`   Ann is ${pair.ann.id}\n   Bob is ${pair.bob.id}`);
    await asks(pair);
    await talk(pair);
    await blocks(world, pair);
  },
};
