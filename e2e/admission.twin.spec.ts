import { twinStory } from './story';
import { until } from './until';

const neutral = {
  result: 'refused',
  code: 'NOT_ACCEPTING_MESSAGES',
  text: "This account isn't accepting messages from you.",
};

describe('who may take part', () => {
  twinStory('seed 18: SENDER_UNDER_AGE is told why, who writes to them is not', async (world) => {
    const [ann, kid] = await world.people({}, { age: 'child' });
    expect(await kid!.says(ann!, 'hello')).toMatchObject({
      code: 'SENDER_UNDER_AGE',
      text: 'You need to be 16 or older to use messages.',
    });
    expect(await ann!.says(kid!, 'hello')).toMatchObject(neutral);
    await world.settled();
    expect([await kid!.folder(ann!), kid!.told()]).toEqual(['none', []]);
  });

  twinStory('seed 19: PHONE_REQUIRED to send, not to receive or to accept', async ({ people }) => {
    const [ann, bob] = await people({}, { phone: false });
    expect(await bob!.writes(ann!, 'hello')).toBe('PHONE_REQUIRED');
    expect(await ann!.writes(bob!, 'hello')).toBe('sent');
    expect(await bob!.accepts(ann!)).toBe('done');
    expect(await bob!.writes(ann!, 'yes')).toBe('PHONE_REQUIRED');
    await bob!.changes('ConfirmPhone', { phoneKey: `key-${bob!.id}` });
    expect(await bob!.writes(ann!, 'yes')).toBe('sent');
  });

  twinStory('RECIPIENT_TAKES_NONE: a teen begins with no-one, both ways', async ({ people }) => {
    const [kim, lou] = await people({ age: 'teen', setting: 'as-registered' }, { age: 'teen' });
    expect(await lou!.says(kim!, 'hi')).toMatchObject(neutral);
    expect(await kim!.writes(lou!, 'hi')).toBe('YOUR_SETTING_IS_NO_ONE');
    await kim!.changes('ChangeSettings', { setting: 'everyone' });
    expect(await lou!.writes(kim!, 'hi')).toBe('sent');
  });

  twinStory(
    'edge 51: RECIPIENT_IS_TEEN for adults whom the teen does not follow',
    async (world) => {
      const [kim, ann] = await world.people({ age: 'teen' }, {});
      expect(await ann!.says(kim!, 'hello')).toMatchObject(neutral);
      expect(await kim!.follows(ann!)).toBe('Followed');
      expect(await ann!.says(kim!, 'hello')).toMatchObject({ result: 'sent', view: 'pending' });
      await until('it', async () => (await kim!.folder(ann!)) === 'requests' || undefined);
    },
  );

  twinStory('edge 14: a mutual follow opens by the follow of the asked alone', async (world) => {
    const [ann, bob] = await world.people({}, {});
    await ann!.writes(bob!, 'hello');
    await ann!.follows(bob!);
    await world.settled();
    expect(await bob!.folder(ann!)).toBe('requests');
    expect(await ann!.says(bob!, 'it is me')).toMatchObject({ view: 'pending', used: 2 });
    await bob!.follows(ann!);
    await world.settled();
    expect(await bob!.folder(ann!)).toBe('inbox');
    expect(await ann!.says(bob!, 'how are you?')).not.toHaveProperty('used');
    await world.settled();
    expect(ann!.told()).toEqual([]);
    expect(bob!.told()).toEqual(['request-received', 'message-received']);
  });
});
