import { limitNotice } from '@vestibule/contracts';
import { story } from './story';
import { until } from './until';

const limitText = 'You can send up to 3 messages until this user accepts your message request.';

describe('a stranger writes', () => {
  story(
    'seed 3, seed 7, seed 9: a fourth message waits until the other person answers',
    async ({ people }) => {
      const [ann, bob] = await people({}, {});
      for (const text of ['hello', 'are you there?', 'last try'])
        expect(await ann!.writes(bob!, text)).toBe('sent');
      expect(await ann!.writes(bob!, 'really the last')).toBe('REQUEST_LIMIT_REACHED');
      expect(await bob!.writes(ann!, 'hi ann')).toBe('sent');
      expect(await ann!.writes(bob!, 'at last')).toBe('sent');
    },
  );

  story(
    'seed 4, seed 6: the third send tells the limit, and the fourth is refused with it',
    async ({ people }) => {
      const [ann, bob] = await people({}, {});
      const say = async (text: string) => ann!.asks(bob!, 'SendMessage', { kind: 'text', text });
      const first = await say('one');
      expect(first).toMatchObject({ result: 'sent', view: 'pending', used: 1, limit: 3 });
      expect(first).not.toHaveProperty('notice');
      await say('two');
      expect(await say('three')).toMatchObject({ result: 'sent', used: 3, notice: limitText });
      expect(await say('four')).toMatchObject({
        result: 'refused',
        code: 'REQUEST_LIMIT_REACHED',
        text: limitText,
      });
      expect(limitNotice(3)).toBe(limitText);
    },
  );

  story(
    'seed 11, seed 16: the request lies in requests, is told once, and moves on acceptance',
    async ({ people }) => {
      const [ann, bob] = await people({}, {});
      await ann!.writes(bob!, 'hello');
      await ann!.writes(bob!, 'it is me');
      await until('the request', async () => (await bob!.folder(ann!)) === 'requests' || undefined);
      await until('the texts', async () => (await bob!.reads(ann!)).length === 2 || undefined);
      expect(await bob!.reads(ann!)).toEqual(['hello', 'it is me']);
      await until('the notice', () => bob!.told().length > 0 || undefined);

      expect(await bob!.accepts(ann!)).toBe('done');
      await until('the move', async () => (await bob!.folder(ann!)) === 'inbox' || undefined);
      await until('the news', () => ann!.told().includes('request-accepted') || undefined);
      expect(bob!.told()).toEqual(['request-received']);
    },
  );
});
