import type { Person } from './person';
import { twinStory } from './story';
import type { World } from './world';

/** Three strangers whose requests lie before Bob, and Bob. */
const asked = async (world: World): Promise<[Person, readonly Person[]]> => {
  const [bob, ...strangers] = await world.people({}, {}, {}, {});
  for (const stranger of strangers) expect(await stranger.writes(bob!, 'hello')).toBe('sent');
  await world.settled();
  return [bob!, strangers];
};

const foldersOf = async (bob: Person, strangers: readonly Person[]) =>
  Promise.all(strangers.map(async (stranger) => bob.folder(stranger)));

describe('how people answer', () => {
  twinStory('edges 69 and 70, seed 46: a bulk decline, and its undo', async (world) => {
    const [bob, strangers] = await asked(world);
    const told = bob.told();
    const bulkId = bob.issue();
    const done = strangers.map(() => 'done');
    expect(await bob.answersAll('DeclineRequest', strangers, bulkId)).toEqual(done);
    expect(await bob.answersAll('DeclineRequest', strangers, bulkId)).toEqual(done);
    await world.settled();
    expect(await foldersOf(bob, strangers)).toEqual(strangers.map(() => 'declined'));
    expect(await strangers[0]!.says(bob, 'lost')).toMatchObject({ result: 'sent', used: 2 });

    expect(await bob.answersAll('RestoreRequest', strangers)).toEqual(done);
    await world.settled();
    expect(await foldersOf(bob, strangers)).toEqual(strangers.map(() => 'requests'));
    expect(await strangers[0]!.says(bob, 'found')).toMatchObject({ result: 'sent', used: 3 });
    expect(await strangers[1]!.says(bob, 'found')).toMatchObject({ result: 'sent', used: 2 });
    await world.settled();
    expect(await bob.reads(strangers[0]!)).toEqual(['hello', 'found']);
    expect(bob.told()).toEqual(told);
    expect(strangers.flatMap((stranger) => stranger.told())).toEqual([]);
  });

  twinStory('edge 69: a newer message keeps one request out of a bulk answer', async (world) => {
    const [bob, [ann]] = await asked(world);
    const newer = await ann!.says(bob, 'one more thing');
    const late = await bob.asks(ann!, 'DeclineRequest', { bulkId: bob.issue(), upTo: bob.issue() });
    expect(late).toMatchObject({ result: 'unchanged', code: 'NEWER_MESSAGES', view: 'request' });
    const seen = { bulkId: bob.issue(), upTo: newer.messageId };
    expect(await bob.asks(ann!, 'DeclineRequest', seen)).toMatchObject({ result: 'done' });
  });

  twinStory('seed 32, edge 30: a report with a decline is told to nobody', async (world) => {
    const [bob, [ann, cem]] = await asked(world);
    expect(await bob.reports(ann!, { reason: 'spam', also: 'decline' })).toBe('done');
    await world.settled();
    expect(await foldersOf(bob, [ann!, cem!])).toEqual(['declined', 'requests']);
    const [into, waiting] = [await ann!.says(bob, 'hello?'), await cem!.says(bob, 'hello?')];
    expect([into.result, into.view, into.used]).toEqual(['sent', 'pending', 2]);
    expect([waiting.result, waiting.view, waiting.used]).toEqual(['sent', 'pending', 2]);
    await world.settled();
    expect(ann!.told()).toEqual([]);
    expect(await bob.reads(ann!)).toEqual(['hello']);
  });

  twinStory(
    'an operator takes a message away from both, and its slot stays used',
    async (world) => {
      const [ann, bob] = await world.people({}, {});
      const { messageId = '' } = await ann!.says(bob!, 'rude');
      await world.settled();
      expect(await world.operator('nora').removes([ann!, bob!], messageId)).toBe('done');
      await world.settled();
      const taken = world.seen
        .all('delivery.events.v1')
        .filter(({ type }) => type === 'MessageTakenBack')
        .map(({ data }) => (data as { person: string }).person);
      expect(taken.toSorted()).toEqual([ann!.id, bob!.id].toSorted());
      expect(await ann!.says(bob!, 'sorry')).toMatchObject({ used: 2 });
    },
  );
});
