import { hourMs } from '@vestibule/domain';
import { agree, inForce } from './agreeing';
import { raisesTheLimit } from './policy.words';
import { story, twinStory } from './story';
import { until } from './until';

/** On the wire all stories have one policy, so that one has a stack of its own (policy.long.spec.ts). */
describe('edges 37, 38 and 40: operators change the limit while people talk', () => {
  story('the next decision knows it, and nothing that was decided changes', raisesTheLimit);
});

const windows = [{ unit: 'new-recipient', per: 'P1D', max: 2 }] as const;

describe('a daily cap', () => {
  twinStory('seed 25, edge 63: VOLUME_LONG until a day after the first', async (world, ground) => {
    const [ann, bob, cem, dan, eve] = await world.people({}, {}, {}, {}, {});
    await agree(world, { volume: { windows, refundOnAccept: true } });
    const first = await ann!.says(bob!, 'hello');
    expect(first.volume).toMatchObject([{ per: 'P1D', left: 1 }]);
    await world.settled();
    ground.passes(hourMs);
    expect((await ann!.says(cem!, 'hello')).volume).toMatchObject([{ per: 'P1D', left: 0 }]);

    const refused = await ann!.says(dan!, 'hello');
    expect(refused).toMatchObject({ result: 'refused', code: 'DAILY_LIMIT_REACHED' });
    expect(refused.retryAtMs).toBe(first.volume?.[0]?.resetsAtMs);
    await world.settled();
    ground.passes((refused.retryAtMs ?? 0) - ground.nowMs() + 1);
    expect(await ann!.writes(dan!, 'hello')).toBe('sent');
    // Seed 26: the window rolls, so that a new day opens no second burst.
    const next = await ann!.says(eve!, 'hello');
    expect(next.code).toBe('DAILY_LIMIT_REACHED');
    expect((next.retryAtMs ?? 0) - (refused.retryAtMs ?? 0)).toBeGreaterThanOrEqual(hourMs);
  });

  twinStory('seed 26, edge 66: only a yes gives a unit back', async (world, ground) => {
    const [ann, bob, cem, dan] = await world.people({}, {}, {}, {});
    await agree(world, { volume: { windows, refundOnAccept: true } });
    for (const other of [bob, cem]) expect(await ann!.writes(other!, 'hello')).toBe('sent');
    expect(await cem!.declines(ann!)).toBe('done');
    await world.settled();
    ground.passes(hourMs);
    expect(await ann!.writes(dan!, 'hello')).toBe('DAILY_LIMIT_REACHED');
    expect(await bob!.accepts(ann!)).toBe('done');
    await world.settled();
    ground.passes(hourMs);
    await until('the unit that came back', async () =>
      (await ann!.writes(dan!, 'hello')) === 'sent' ? true : undefined,
    );
  });
});

describe('word lists that are published while people talk', () => {
  twinStory('seed 14, edges 41 and 42: what is hidden, and from when on', async (world) => {
    const [ann, bob, cem, dan] = await world.people({}, {}, {}, {});
    await ann!.writes(bob!, 'You won the lottery!');
    await ann!.writes(dan!, 'Hello.');
    await inForce(world, await world.operator('nora').publishesWords('banned', ['lottery']));

    for (const other of [cem, dan])
      expect(await ann!.says(other!, 'You won the L0TTERY!')).toMatchObject({ result: 'sent' });
    await world.settled();
    const folders = [bob, cem, dan].map(async (other) => other!.folder(ann!));
    expect(await Promise.all(folders)).toEqual(['requests', 'hidden', 'hidden']);
    expect(cem!.told()).toEqual([]);
    expect(await dan!.reads(ann!)).toEqual(['Hello.', 'You won the L0TTERY!']);
  });

  twinStory('seed 27: CONTENT_NOT_ALLOWED, and neither the word nor a slot', async (world) => {
    const [ann, bob] = await world.people({}, {});
    await inForce(world, await world.operator('nora').publishesWords('severe', ['shakedown']));
    const refused = await ann!.says(bob!, 'This is a shake-down.');
    const text = 'This message goes against our guidelines.';
    expect(refused).toMatchObject({ result: 'refused', code: 'CONTENT_NOT_ALLOWED', text });
    expect(JSON.stringify(refused)).not.toMatch(/shake/u);
    expect(await ann!.says(bob!, 'Hello.')).toMatchObject({ result: 'sent', used: 1 });
    await world.settled();
    expect(await bob!.reads(ann!)).toEqual(['Hello.']);
  });
});
