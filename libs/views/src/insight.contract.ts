import type { Told } from './account.words';
import { insightFor } from './insight-queries';
import { funnel, heavyBlockers, reportedAccounts, reportsOn } from './insight-signals';
import { insightView as view } from './insight';
import { eventsOf, type Act } from './insight.words';
import { all, contentIn, openStore, projectorFor, world } from './views.words';

const dayMs = 86_400_000;
const nowMs = 100 * dayMs;
const asked = { sender: 'ann', nowMs, minimumGroup: 3, delayHours: 24 };
const ann: Act = { does: 'sends', by: 'ann' };
const accepts: Act = { does: 'AcceptRequest', by: 'bob' };

/** Ann writes to one person after the other, who does what `answers` says. */
const openScene = async (answers: readonly (Act | null)[], fromMs = 0) => {
  const { streams, write } = openStore();
  const { database } = world();
  const schema = await world().schemaFor(view);
  const project = projectorFor({ view, database, streams, schema });
  for (const [index, answer] of answers.entries()) {
    const acts = answer === null ? [ann] : [ann, answer];
    const events = eventsOf(['ann', 'bob'], acts, fromMs + index * 3_600_000);
    await write(`pair-${index}`, ...(events as unknown as readonly Told[]));
  }
  const names = answers.map((_, index) => `pair-${index}`);
  await project(await all(streams, ...names));
  return { schema, database, project, streams, names };
};

test('seeds 43, 44, 45: a sender sees shares by opener, hour and week', async () => {
  const { database, schema } = await openScene([accepts, null, accepts, null]);
  const insight = await insightFor(database, asked, schema);
  const share = { requests: 4, accepted: 2, unanswered: 2 };
  expect(insight).toEqual({
    all: share,
    byOpener: [{ opener: 'short', ...share }],
    byHour: [],
    byWeek: [{ week: '1969-12-29', ...share }],
    open: null,
    imported: 0,
  });
  const byHour = await insightFor(database, { ...asked, minimumGroup: 1 }, schema);
  expect(byHour.byHour.map(({ hour, accepted }) => [hour, accepted])).toEqual([
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  expect(byHour.open).toEqual({ conversations: 2, replyGraphemes: null, stalled: 2 });
});

test('edge 85: nothing is told below the smallest group, and nothing of the last hours', async () => {
  const { database, schema } = await openScene([accepts, accepts]);
  const nothing = { all: null, byOpener: [], byHour: [], byWeek: [], open: null, imported: 0 };
  expect(await insightFor(database, asked, schema)).toEqual(nothing);
  const fresh = await openScene([accepts, accepts, accepts], nowMs - dayMs / 2);
  expect(await insightFor(database, asked, fresh.schema)).toEqual(nothing);
});

test('edge 85: a decline, a block and silence are one figure', async () => {
  const decline: Act = { does: 'DeclineRequest', by: 'bob' };
  const block: Act = { does: 'BlockAccount', by: 'bob' };
  const { database, schema } = await openScene([accepts, decline, block, null]);
  const { all: shares } = await insightFor(database, asked, schema);
  expect(shares).toEqual({ requests: 4, accepted: 1, unanswered: 3 });
});

test('operators see the funnel of some days', async () => {
  const block: Act = { does: 'BlockAccount', by: 'bob' };
  const { database, schema } = await openScene([accepts, block, null]);
  const days = { from: '1970-01-01', to: '1970-01-01' };
  expect(await funnel(database, days, schema)).toEqual([
    { what: 'AccountBlocked', why: '', events: 1 },
    { what: 'MessageSent', why: 'counted', events: 3 },
    { what: 'RequestAccepted', why: 'explicit', events: 1 },
  ]);
  expect(await funnel(database, { from: '1970-01-02', to: '1970-02-01' }, schema)).toEqual([]);
});

test('seed 32, edge 31: reports weigh by distinct reporters, and less from month to month', async () => {
  const report: Act = { does: 'ReportAccount', by: 'bob' };
  const { database, schema } = await openScene([report, report, report]);
  const [worst] = await reportedAccounts(database, { nowMs: 30 * dayMs, limit: 10 }, schema);
  expect(worst).toMatchObject({ account: 'ann', reporters: 1 });
  expect(worst?.weight).toBeCloseTo(0.5, 2);
  const reports = await reportsOn(database, { account: 'ann', limit: 10 }, schema);
  expect(reports).toHaveLength(3);
  expect(reports[0]).toMatchObject({ reporter: 'bob', reason: 'spam', conversationId: '2' });
});

test('seed 31, edge 29: very many blocks are a signal for review', async () => {
  const block: Act = { does: 'BlockAccount', by: 'bob' };
  const { database, schema } = await openScene([block, block, block]);
  const many = { sinceMs: 0, atLeast: 3, limit: 10 };
  expect(await heavyBlockers(database, many, schema)).toEqual([{ account: 'bob', blocks: 3 }]);
  expect(await heavyBlockers(database, { ...many, atLeast: 4 }, schema)).toEqual([]);
});

test('the same rows come out whether events come at once or one by one', async () => {
  const answers = [accepts, null, accepts];
  const { schema } = await openScene(answers);
  const again = await openScene([]);
  for (const [index, answer] of answers.entries()) {
    const acts = answer === null ? [ann] : [ann, answer];
    const events = eventsOf(['ann', 'bob'], acts, index * 3_600_000);
    for (const [revision, event] of events.entries()) {
      const metadata = { $correlationId: 'test', $causationId: 'test' };
      const id = `00000000-0000-4000-8000-0000000${index}0${revision}00`;
      await again.streams.append(`pair-${index}`, revision - 1, [
        { id, type: event.type, data: event.data, metadata },
      ]);
      await again.project((await again.streams.read(`pair-${index}`)).slice(-1));
    }
  }
  const tables = async (name: string) =>
    (await contentIn(view, name)).filter((row) => !row.includes('pair-'));
  expect(await tables(again.schema)).toEqual(await tables(schema));
});
