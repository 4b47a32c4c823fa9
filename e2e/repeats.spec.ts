import { conversationIdOf, deadLetterTopic, dmCommands, write } from '@vestibule/contracts';
import { story } from './story';
import { until } from './until';

describe('one command, one outcome', () => {
  story('a repeated command changes nothing and is answered once', async (world) => {
    const [ann, bob] = await world.people({}, {});
    const id = ann!.issue();
    const message = { kind: 'text', text: 'hello' };
    const first = await ann!.asks(bob!, 'SendMessage', message, id);
    await ann!.asks(bob!, 'SendMessage', message, id);
    await ann!.asks(bob!, 'SendMessage', message, id);
    const next = await ann!.asks(bob!, 'SendMessage', { kind: 'text', text: 'second' });
    expect([first.used, next.used]).toEqual([1, 2]);
    const stream = `pair-${conversationIdOf(ann!.id, bob!.id)}`;
    const events = await world.ground.streams.read(stream);
    expect(events.map(({ type }) => type)).toEqual(['MessageSent', 'MessageSent']);
  });

  story(
    'a known id with other content is a dead letter, the first outcome stands',
    async (world) => {
      const [ann, bob] = await world.people({}, {});
      const id = ann!.issue();
      await ann!.asks(bob!, 'SendMessage', { kind: 'text', text: 'hello' }, id);
      const data = {
        actor: ann!.id,
        other: bob!.id,
        kind: 'text' as const,
        text: 'something else',
      };
      const key = conversationIdOf(ann!.id, bob!.id);
      const about = { type: 'SendMessage' as const, data, key, id, source: '/story' };
      await world.sends(write(dmCommands, { ...about, atMs: world.ground.nowMs() }));
      const dlq = deadLetterTopic({ name: 'gating.commands.v1' }, 'gating').name;
      const letter = await until('the letter', async () =>
        (await world.ground.topics.browse(dlq, 1_000)).find(
          ({ headers }) => headers['ce_id']?.toString() === id,
        ),
      );
      expect(letter.headers['dlq_reason']?.toString()).toBe('ID_REUSED');
    },
  );

  story('a hundred commands of ten pairs at once get a hundred outcomes', async ({ people }) => {
    const made = await people(...Array.from({ length: 20 }, () => ({})));
    const pairs = Array.from({ length: 10 }, (_, n) => [made[2 * n]!, made[2 * n + 1]!] as const);
    const answers = await Promise.all(
      pairs.flatMap(([one, two]) =>
        Array.from({ length: 10 }, async (_, n) =>
          n % 2 === 0 ? one.writes(two, `${n}`) : two.writes(one, `${n}`),
        ),
      ),
    );
    // The second command of each pair is a reply, so nobody meets the limit.
    expect(answers.filter((answer) => answer === 'sent')).toHaveLength(100);
  });
});
