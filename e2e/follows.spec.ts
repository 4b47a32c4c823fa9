import { story } from './story';
import { until } from './until';

describe('follows', () => {
  story(
    'edge 13: a follow while a request waits opens it without a word',
    async ({ people, settled }) => {
      const [ann, bob] = await people({}, {});
      await ann!.writes(bob!, 'hello');
      expect(await bob!.follows(ann!)).toBe('Followed');
      await until('the move', async () => (await bob!.folder(ann!)) === 'inbox' || undefined);
      for (const text of ['2', '3', '4']) expect(await ann!.writes(bob!, text)).toBe('sent');
      await settled();
      expect(ann!.told()).toEqual([]);
    },
  );

  story(
    'seed 20, seed 22: the standard setting lets only those write who follow',
    async ({ people }) => {
      const [ann, bob] = await people({}, { setting: 'standard' });
      expect(await ann!.writes(bob!, 'hello')).toBe('NOT_ACCEPTING_MESSAGES');
      expect(await ann!.follows(bob!)).toBe('Followed');
      expect(await ann!.writes(bob!, 'hello again')).toBe('sent');
    },
  );

  story(
    'seed 18, seed 19: nobody under 16 sends or receives, and nobody without a phone sends',
    async ({ people }) => {
      const [ann, kid, bob] = await people({}, { age: 'child' }, { phone: false });
      expect(await kid!.writes(ann!, 'hello')).toBe('SENDER_UNDER_AGE');
      expect(await ann!.writes(kid!, 'hello')).toBe('NOT_ACCEPTING_MESSAGES');
      expect(await bob!.writes(ann!, 'hello')).toBe('PHONE_REQUIRED');
      expect(await ann!.writes(bob!, 'hello')).toBe('sent');
    },
  );
});
