import { randomUUID } from 'node:crypto';
import { allTopics, conversationIdOf, deadLetterTopic, groups } from '@vestibule/contracts';
import type { OutgoingRecord } from '@vestibule/topics';
import { story } from './story';
import { until } from './until';

type Broken = { readonly reason: string; readonly record: Omit<OutgoingRecord, 'topic'> };

const envelope = (type: string, id: string = randomUUID()) => ({
  ce_specversion: '1.0',
  ce_id: id,
  ce_type: type,
  ce_source: '/careless',
  ce_time: '2026-01-01T00:00:00.000Z',
  'content-type': 'application/json',
  ce_stream: 'careless-1',
  ce_revision: '0',
  ce_metadata: '{}',
});

/** A message type that the topic has, so that only the one thing is wrong. */
const typeOn = (topic: string): string =>
  Object.keys(allTopics.find(({ name }) => name === topic)?.messages ?? {})[0] ?? '';

const broken = (topic: string, key: string): readonly Broken[] => {
  const headers = envelope(typeOn(topic));
  return [
    { reason: 'NOT_JSON', record: { key, value: 'hello', headers } },
    { reason: 'NOT_UTF8', record: { key, value: Buffer.from([0x7b, 0xff, 0x7d]), headers } },
    { reason: 'BAD_SCHEMA', record: { key, value: '{"surprise":true}', headers } },
    { reason: 'TOO_LARGE', record: { key, value: `{"text":"${'x'.repeat(300_000)}"}`, headers } },
    { reason: 'UNKNOWN_TYPE', record: { key, value: '{}', headers: envelope('Nonsense') } },
  ];
};

const heard = allTopics.flatMap(({ name, readers }) =>
  groups.filter((group) => readers.includes(group as never)).map((group) => ({ name, group })),
);

describe('what cannot be understood', () => {
  for (const { name, group } of heard)
    story(`on ${name}, ${group} keeps it as a dead letter with its reason`, async (world) => {
      const key = randomUUID();
      await world.sends(...broken(name, key).map(({ record }) => ({ topic: name, ...record })));
      const dlq = deadLetterTopic({ name }, group).name;
      const letters = await until('the dead letters', async () => {
        const found = await world.ground.topics.browse(dlq, 1_000);
        const ours = found.filter((letter) => letter.key?.toString() === key);
        return ours.length >= 5 ? ours : undefined;
      });
      const reasons = letters.map(({ headers }) => headers['dlq_reason']?.toString());
      expect(new Set(reasons)).toEqual(new Set(broken(name, key).map(({ reason }) => reason)));
      expect(letters).toHaveLength(5);
      const bytes = letters.find(({ headers }) => headers['dlq_reason']?.toString() === 'NOT_UTF8');
      expect(bytes?.value?.equals(Buffer.from([0x7b, 0xff, 0x7d]))).toBe(true);
    });

  story('its neighbours in the same partition go on', async ({ people, sends }) => {
    const [ann, bob] = await people({}, {});
    const key = conversationIdOf(ann!.id, bob!.id);
    const poison = broken('dm.commands.v1', key).map(({ record }) => ({
      topic: 'dm.commands.v1',
      ...record,
    }));
    expect(await ann!.writes(bob!, 'before')).toBe('sent');
    await sends(...poison);
    expect(await ann!.writes(bob!, 'after')).toBe('sent');
  });

  story('a foreign key is refused: nobody writes into another pair', async (world) => {
    const [ann, bob, eve] = await world.people({}, {}, {});
    const key = conversationIdOf(ann!.id, bob!.id);
    const id = eve!.issue();
    const value = JSON.stringify({ actor: eve!.id, other: bob!.id, kind: 'text', text: 'hm' });
    const headers = envelope('SendMessage', id);
    await world.sends({ topic: 'dm.commands.v1', key, value, headers });
    const dlq = deadLetterTopic({ name: 'dm.commands.v1' }, 'identity').name;
    const letter = await until('the letter', async () =>
      (await world.ground.topics.browse(dlq, 1_000)).find(
        ({ headers: found }) => found['ce_id']?.toString() === id,
      ),
    );
    expect(letter.headers['dlq_reason']?.toString()).toBe('WRONG_KEY');
  });
});
