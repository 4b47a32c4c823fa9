import { type Chapter, cast } from './chapter';
import { expect, liesIn, scene, writes } from './teller';

const neutralText = "This account isn't accepting messages from you.";

/** Who may take part at all. */
export const age: Chapter = {
  name: 'age',
  about: 'under 16: neither sends nor receives',
  tell: async (world) => {
    const { ann, kid } = await cast(world, { ann: {}, kid: { age: 'child' } });
    scene('The kid is eleven. Nothing passes in either direction.');
    const own = await writes(kid, ann, 'Hello!');
    expect('the kid is told why', own.text, 'You need to be 16 or older to use messages.');
    const other = await writes(ann, kid, 'Hello?');
    expect('Ann is told nothing about the kid', other.code, 'NOT_ACCEPTING_MESSAGES');
    expect('… but what anybody would be told', other.text, neutralText);
    await world.settled();
    expect('the kid has nothing in any list', await kid.folder(ann), 'none');
  },
};

export const phone: Chapter = {
  name: 'phone',
  about: 'without a phone number: receives, but does not send',
  tell: async (world) => {
    const { ann, bob } = await cast(world, { ann: {}, bob: { phone: false } });
    scene('Bob has not confirmed a phone number.');
    const refused = await writes(bob, ann, 'Hello!');
    expect('he cannot send', refused.code, 'PHONE_REQUIRED');
    expect('he can be asked', (await writes(ann, bob, 'Hello?')).result, 'sent');
    expect('and can say yes', await bob.accepts(ann), 'done');
    await bob.changes('ConfirmPhone', { phoneKey: `demo-${bob.id}` });
    expect('with a number he sends', (await writes(bob, ann, 'Hello!')).view, 'open');
  },
};

export const teen: Chapter = {
  name: 'teen',
  about: 'a teen begins with no-one; an adult must be followed',
  tell: async (world) => {
    const { kim, lou, ann } = await cast(world, {
      kim: { age: 'teen', setting: 'as-registered' },
      lou: { age: 'teen' },
      ann: {},
    });
    scene('Kim is under 18 and has just registered: her setting is "no one".');
    expect('nobody reaches her', (await writes(lou, kim, 'Hi!')).code, 'NOT_ACCEPTING_MESSAGES');
    expect('nor does she write', (await writes(kim, lou, 'Hi!')).code, 'YOUR_SETTING_IS_NO_ONE');

    scene('She opens it to everyone. For adults that is not enough.');
    await kim.changes('ChangeSettings', { setting: 'everyone' });
    expect('Lou, as young as she, may ask', (await writes(lou, kim, 'Hi!')).result, 'sent');
    expect('Ann may not', (await writes(ann, kim, 'Hello!')).code, 'NOT_ACCEPTING_MESSAGES');
    await kim.follows(ann);
    const asked = await writes(ann, kim, 'Hello!');
    expect('once Kim follows her she may', [asked.result, asked.view], ['sent', 'pending']);
    expect('… and it is a request still', await liesIn(kim, ann, 'requests'), 'requests');
  },
};
