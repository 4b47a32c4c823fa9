import { dayMs } from '@vestibule/domain';
import { agree } from './agreeing';
import type { MemoryGround } from './memory-ground';
import type { Person } from './person';
import { twinStory } from './story';
import { bytesOf, transcriptOf, truthOf } from './transcript';
import type { World } from './world';

type Pair = { readonly ann: Person; readonly bob: Person; readonly firstId: string };
type Act = (pair: Pair, ground: MemoryGround) => Promise<unknown>;

const spam = { reason: 'spam' } as const;

/** What Bob may do in private with a request that lies before him. */
const noesToRequests: Readonly<Record<string, Act>> = {
  silence: async () => undefined,
  decline: async ({ ann, bob }) => bob.declines(ann),
  delete: async ({ ann, bob }) => bob.asks(ann, 'DeclineRequest', { how: 'delete' }),
  expiry: async ({ ann, bob }, ground) => ground.lapses(bob.id, ann.id),
  block: async ({ ann, bob }) => bob.blocks(ann),
  'decline and block': async ({ ann, bob }) => [await bob.declines(ann), await bob.blocks(ann)],
  'block and unblock': async ({ ann, bob }) => [await bob.blocks(ann), await bob.unblocks(ann)],
  'decline and restore': async ({ ann, bob }) => [await bob.declines(ann), await bob.restores(ann)],
  report: async ({ ann, bob }) => bob.reports(ann, spam),
  'report and decline': async ({ ann, bob }) => bob.reports(ann, { ...spam, also: 'decline' }),
  'report and block': async ({ ann, bob }) => bob.reports(ann, { ...spam, also: 'block' }),
  'read, mute, clear': async ({ ann, bob, firstId }) => [
    await bob.marksRead(ann, firstId),
    await bob.mutes(ann),
    await bob.acts(ann, 'ClearForMe', { upTo: firstId }),
  ],
};

/** … and with an open chat. */
const noesToChats: Readonly<Record<string, Act>> = {
  silence: async () => undefined,
  mute: async ({ ann, bob }) => bob.mutes(ann),
  revoke: async ({ ann, bob }) => bob.revokes(ann),
  block: async ({ ann, bob }) => bob.blocks(ann),
  'block and unblock': async ({ ann, bob }) => [await bob.blocks(ann), await bob.unblocks(ann)],
  'report and block': async ({ ann, bob }) => bob.reports(ann, { ...spam, also: 'block' }),
};

/** One pair per act, each with people of its own; all Anns write their first message. */
const pairsFor = async (world: World, acts: readonly string[]): Promise<readonly Pair[]> =>
  Promise.all(
    acts.map(async () => {
      const [ann, bob] = (await world.people({}, {})) as [Person, Person];
      const { messageId = '' } = await ann.says(bob, 'one');
      return { ann, bob, firstId: messageId };
    }),
  );

/** What every Ann does next, whatever her Bob did. */
const goesOn = async ({ ann, bob, firstId }: Pair): Promise<void> => {
  const { messageId = '' } = await ann.says(bob, 'two');
  for (const text of ['three', 'four']) await ann.says(bob, text);
  await ann.unsends(bob, messageId);
  await ann.unsends(bob, firstId);
  await ann.withdraws(bob);
  await ann.says(bob, 'five');
  await ann.accepts(bob);
};

/** All transcripts of Ann, and all truths. */
const compared = async (world: World, pairs: readonly Pair[], ground: MemoryGround) => {
  await world.settled();
  // What was reserved is closed a few seconds later.
  ground.passes(10_000);
  const shown = await Promise.all(
    pairs.map(async ({ ann, bob }) => bytesOf(await transcriptOf(world, ann, bob))),
  );
  const truths = await Promise.all(
    pairs.map(async ({ ann, bob }) => bytesOf(await truthOf(world, bob, ann))),
  );
  return { shown, truths };
};

const acted = async (acts: readonly Act[], pairs: readonly Pair[], ground: MemoryGround) => {
  for (const [at, act] of acts.entries()) await act(pairs[at]!, ground);
};

describe('seed 30: a transcript tells nothing of a private no', () => {
  twinStory(
    'I20, I21: of a request that is not answered, or answered with no',
    async (world, ground) => {
      const acts = Object.entries(noesToRequests);
      await agree(world, { request: { ttlDays: 30 } });
      const pairs = await pairsFor(world, Object.keys(noesToRequests));
      await world.settled();
      ground.passes(31 * dayMs);
      await acted(Object.values(noesToRequests), pairs, ground);
      await world.settled();
      await Promise.all(pairs.map(goesOn));

      const { shown, truths } = await compared(world, pairs, ground);
      for (const [at, [name]] of acts.entries())
        expect([name, shown[at]]).toEqual([name, shown[0]]);
      expect(shown[0]).toContain('REQUEST_LIMIT_REACHED');
      // Only what stays in Bob's own inbox looks like silence in the pair's stream too.
      expect(new Set(truths).size).toBe(acts.length - 1);
    },
  );

  twinStory('I20: of an open chat that was ended in silence', async (world, ground) => {
    const acts = Object.entries(noesToChats);
    const pairs = await pairsFor(world, Object.keys(noesToChats));
    for (const { ann, bob } of pairs) expect(await bob.accepts(ann)).toBe('done');
    await world.settled();
    await acted(Object.values(noesToChats), pairs, ground);
    await world.settled();
    await Promise.all(pairs.map(goesOn));

    const { shown, truths } = await compared(world, pairs, ground);
    for (const [at, [name]] of acts.entries()) expect([name, shown[at]]).toEqual([name, shown[0]]);
    expect(shown[0]).toContain('"view":"open"');
    expect(new Set(truths).size).toBe(acts.length - 1);
  });

  twinStory('a yes is not silent: the same comparison tells it', async (world, ground) => {
    const pairs = await pairsFor(world, ['silence', 'accept']);
    await pairs[1]!.bob.accepts(pairs[1]!.ann);
    const { shown } = await compared(world, pairs, ground);
    expect(shown[1]).not.toEqual(shown[0]);
  });
});
