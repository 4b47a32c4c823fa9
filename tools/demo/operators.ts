import { limitNotice } from '@vestibule/contracts';
import { agree, inForce, retire } from '../../e2e/agreeing';
import { until } from '../../e2e/until';
import { type Chapter, cast } from './chapter';
import { expect, liesIn, say, scene, writes } from './teller';

/** What operators change while people talk. */
export const cap: Chapter = {
  name: 'cap',
  about: 'a daily cap, with the time at which it ends; a yes gives a unit back',
  tell: async (world) => {
    const { ann, bob, cem, dan } = await cast(world, { ann: {}, bob: {}, cem: {}, dan: {} });
    scene('Nora proposes, Omar approves (policy.commands.v1): two new people a day.');
    const windows = [{ unit: 'new-recipient', per: 'P1D', max: 2 }] as const;
    const version = await agree(world, { volume: { windows, refundOnAccept: true } });
    const first = await writes(ann, bob, 'Hello Bob.');
    expect('one is left', first.volume?.[0]?.left, 1);
    expect('none is left', (await writes(ann, cem, 'Hello Cem.')).volume?.[0]?.left, 0);
    const third = await writes(ann, dan, 'Hello Dan.');
    expect('a third person waits', third.code, 'DAILY_LIMIT_REACHED');
    say(`   She may try again at ${new Date(third.retryAtMs ?? 0).toISOString()}.`);
    expect('that is a day after her first', third.retryAtMs, first.volume?.[0]?.resetsAtMs);
    expect('Bob is no new person', (await writes(ann, bob, 'Me again.')).used, 2);

    scene('Bob says yes. That gives her unit back.');
    expect('Bob accepts', await bob.accepts(ann), 'done');
    const passed = await until('the unit', async () =>
      (await ann.writes(dan, 'Hello Dan.')) === 'sent' ? 'sent' : undefined,
    );
    expect('now Dan can be asked', passed, 'sent');
    await retire(world, version);
  },
};

export const words: Chapter = {
  name: 'words',
  about: 'word lists published while running: hidden, and refused',
  tell: async (world) => {
    const { ann, bob, cem, dan } = await cast(world, { ann: {}, bob: {}, cem: {}, dan: {} });
    await writes(ann, bob, 'You have won the lottery!');
    scene('Nora publishes two word lists. The policy hides one and refuses the other.');
    const nora = world.operator('nora');
    await nora.publishesWords('banned', ['lottery']);
    await inForce(world, await nora.publishesWords('severe', ['shakedown']));
    const hidden = await writes(ann, cem, 'You have won the L.0.T.T.E.R.Y!');
    expect('a hidden message is answered as any other', hidden.result, 'sent');
    expect('it lies in hidden', await liesIn(cem, ann, 'hidden'), 'hidden');
    const refused = await writes(ann, dan, 'This is a shake-down.');
    expect('the other is refused', refused.code, 'CONTENT_NOT_ALLOWED');
    expect('… without the word', refused.text, 'This message goes against our guidelines.');
    await world.settled();
    expect('neither Cem nor Dan was told', [cem.told(), dan.told()], [[], []]);
    expect('what came before stays', await bob.folder(ann), 'requests');
  },
};

export const policy: Chapter = {
  name: 'policy',
  about: 'the limit rises from 3 to 5 while a request waits',
  tell: async (world) => {
    const { ann, bob } = await cast(world, { ann: {}, bob: {} });
    scene('Ann has used up her three.');
    for (const text of ['One.', 'Two.', 'Three.']) await writes(ann, bob, text);
    const before = await writes(ann, bob, 'Four.');
    expect('the fourth is refused', before.text, limitNotice(3));

    scene('Two operators raise the limit to five. The next decision knows it.');
    const version = await agree(world, { request: { limit: 5 } });
    const fourth = await writes(ann, bob, 'Four, again.');
    expect('the fourth passes', [fourth.used, fourth.limit], [4, 5]);
    expect(
      'the fifth says the new limit',
      (await writes(ann, bob, 'Five.')).notice,
      limitNotice(5),
    );
    const sixth = await writes(ann, bob, 'Six.');
    expect('the sixth is refused with it', sixth.text, limitNotice(5));
    const texts = ['One.', 'Two.', 'Three.', 'Four, again.', 'Five.'];
    const read = await until('five texts', async () => {
      const found = await bob.reads(ann);
      return found.length >= 5 ? found : undefined;
    });
    expect('nothing that was decided changed', read, texts);
    await retire(world, version);
    expect('… and back', (await writes(ann, bob, 'Seven.')).text, limitNotice(3));
  },
};
