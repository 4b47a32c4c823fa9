import { type Chapter, cast } from './chapter';
import { expect, liesIn, scene, toldTo, writes } from './teller';

/** How people answer what was put before them. */
export const report: Chapter = {
  name: 'report',
  about: 'a report with a decline: silent, and told to nobody',
  tell: async (world) => {
    const { ann, bob, cem } = await cast(world, { ann: {}, bob: {}, cem: {} });
    scene('Ann sells something to Bob and to Cem. Bob reports her.');
    for (const other of [bob, cem]) await writes(ann, other, 'A bargain, today only!');
    await liesIn(bob, ann, 'requests');
    const about = { reason: 'spam', also: 'decline' } as const;
    expect('Bob reports', await bob.reports(ann, about), 'done');
    expect('her request is declined', await liesIn(bob, ann, 'declined'), 'declined');

    scene('To Ann, Bob and Cem look alike.');
    const [into, waiting] = [await writes(ann, bob, 'Hello?'), await writes(ann, cem, 'Hello?')];
    const shown = [into, waiting].map(({ result, view, used, limit }) => [
      result,
      view,
      used,
      limit,
    ]);
    expect('the same answer', shown[0], shown[1]);
    await world.settled();
    expect('nobody told her', ann.told(), []);
    expect('Bob has what came before', await bob.reads(ann), ['A bargain, today only!']);
  },
};

export const bulk: Chapter = {
  name: 'bulk',
  about: 'many requests declined in one step, and the step taken back',
  tell: async (world) => {
    const { bob, ann, cem, dan } = await cast(world, { bob: {}, ann: {}, cem: {}, dan: {} });
    const strangers = [ann, cem, dan];
    scene('Three strangers write to Bob. He declines all of them in one step.');
    for (const stranger of strangers) await writes(stranger, bob, 'Hello Bob!');
    const told = await toldTo(bob, 3);
    const bulkId = bob.issue();
    const done = ['done', 'done', 'done'];
    expect('he declines', await bob.answersAll('DeclineRequest', strangers, bulkId), done);
    for (const stranger of strangers) await liesIn(bob, stranger, 'declined');
    const again = await bob.answersAll('DeclineRequest', strangers, bulkId);
    expect('the same step again is answered as before', again, done);

    scene('He takes it back.');
    expect('he restores', await bob.answersAll('RestoreRequest', strangers), done);
    for (const stranger of strangers) await liesIn(bob, stranger, 'requests');
    expect('counts are what they were', (await writes(ann, bob, 'Me again.')).used, 2);
    await world.settled();
    expect('Bob is told nothing twice', bob.told(), told);
    expect(
      'nobody told them',
      strangers.flatMap((stranger) => stranger.told()),
      [],
    );
  },
};
