import { notKeptNotice } from '@vestibule/contracts';
import type { Person } from './person';
import type { World } from './world';
import { story } from './story';
import { until } from './until';

/** What a sender is answered, but for the ids of the messages and the times of the story. */
const answers = async (sender: Person, recipient: Person, texts: readonly string[]) => {
  const heard = [];
  for (const text of texts) {
    const {
      commandId: _,
      messageId: __,
      actor: ___,
      volume = [],
      ...answer
    } = await sender.asks(recipient, 'SendMessage', { kind: 'text', text });
    heard.push({ ...answer, volume: volume.map(({ resetsAtMs: ____, ...left }) => left) });
  }
  return heard;
};

const pair = async ({ people }: World): Promise<[Person, Person]> => {
  const [ann, bob] = await people({}, {});
  return [ann!, bob!];
};

describe("a person's no is silent", () => {
  story('seed 10, seed 30: decline, block and silence are answered alike', async (world) => {
    const texts = ['one', 'two', 'three', 'four'];
    const acts: readonly ((bob: Person, ann: Person) => Promise<unknown>)[] = [
      async () => 'silence',
      async (bob, ann) => bob.declines(ann),
      async (bob, ann) => bob.blocks(ann),
      async (bob, ann) => [await bob.blocks(ann), await bob.unblocks(ann)],
    ];
    const heard = [];
    for (const act of acts) {
      const [ann, bob] = await pair(world);
      const before = await answers(ann, bob, texts.slice(0, 1));
      await act(bob, ann);
      heard.push([...before, ...(await answers(ann, bob, texts.slice(1)))]);
    }
    for (const other of heard) expect(other).toEqual(heard[0]);
    expect(heard[0]?.at(-1)).toMatchObject({ code: 'REQUEST_LIMIT_REACHED' });
  });

  story(
    'edge 90: what was sent into a no is never shown, and its recipient is told once',
    async (world) => {
      const [ann, bob] = await pair(world);
      await ann.writes(bob, 'seen');
      await until('the request', async () => (await bob.folder(ann)) === 'requests' || undefined);
      await bob.declines(ann);
      expect(await ann.writes(bob, 'unseen')).toBe('sent');
      await until('the own copy', async () => (await ann.reads(bob)).length === 2 || undefined);
      await bob.accepts(ann);
      await until('the move', async () => (await bob.folder(ann)) === 'inbox' || undefined);
      await world.settled();
      expect(await bob.reads(ann)).toEqual(['seen', notKeptNotice]);
      expect(await ann.reads(bob)).toEqual(['seen', 'unseen']);
    },
  );

  story(
    'edge 90: so is who accepts by a reply, though nothing was sent meanwhile',
    async (world) => {
      const [ann, bob] = await pair(world);
      await ann.writes(bob, 'hello');
      await until('the request', async () => (await bob.folder(ann)) === 'requests' || undefined);
      await bob.declines(ann);
      await until('the decline', async () => (await bob.folder(ann)) === 'declined' || undefined);
      await bob.writes(ann, 'hi after all');
      await ann.writes(bob, 'good');
      const texts = ['hello', notKeptNotice, 'hi after all', 'good'];
      await until(
        'the chat',
        async () => (await bob.reads(ann)).length === texts.length || undefined,
      );
      expect(await bob.reads(ann)).toEqual(texts);
      await until('hers', async () => (await ann.reads(bob)).length === 3 || undefined);
      expect(await ann.reads(bob)).toEqual(['hello', 'hi after all', 'good']);
    },
  );

  story('a block in an open chat is not noticed', async (world) => {
    const [ann, bob] = await pair(world);
    await ann.writes(bob, 'hello');
    await bob.writes(ann, 'hi');
    const [before] = await answers(ann, bob, ['still there?']);
    await bob.blocks(ann);
    const [after] = await answers(ann, bob, ['and now?']);
    expect(after).toEqual(before);
    await world.settled();
    expect(ann.told().filter((kind) => kind !== 'message-received')).toEqual([]);
    expect(await bob.reads(ann)).not.toContain('and now?');
  });
});
