import { phoneRestMs } from '@vestibule/domain';
import { accountsView } from './accounts';
import { dueAccounts } from './account-dues';
import { freedPhones } from './account-phones';
import {
  corrected,
  deleted,
  phoneConfirmed,
  phoneForgotten,
  reached,
  registered,
} from './account.words';
import { contentIn, openStore, projectorFor, world } from './views.words';
import { rebuild } from './rebuild';

const view = accountsView;
/** 1 May 2026 begins in UTC−12, and ends a day later. */
const mayMs = Date.UTC(2026, 4, 1, 12);

const openScene = async () => {
  const { streams, write } = openStore();
  const schema = await world().schemaFor(view);
  const { database } = world();
  const project = projectorFor({ view, database, streams, schema });
  const tell = async (...told: Parameters<typeof write>) => project(await write(...told));
  const born = async (id: string, birthDate: string, atMs = 1_700_000_000_000) =>
    tell(`account-${id}`, registered(id, { birthDate, atMs, setting: 'no-one' }));
  const due = async (atMs: number, more: { after?: string; limit?: number } = {}) =>
    dueAccounts(database, { atMs, after: '', limit: 500, ...more }, schema);
  return { streams, tell, born, due, schema, database };
};

describe('accounts are due', () => {
  test('from the first moment of the birthday, until it is recorded', async () => {
    const { tell, born, due } = await openScene();
    await born('kim', '2010-05-01');
    await born('lea', '2010-05-02');
    expect(await due(mayMs - 1)).toEqual([]);
    const kim = { accountId: 'kim', reached: '16-17', originRevision: 0 };
    expect(await due(mayMs)).toEqual([kim]);
    await tell('account-kim', reached('kim', '16-17'));
    expect(await due(mayMs)).toEqual([]);
    const inTwoYearsMs = Date.UTC(2028, 4, 1, 12);
    const grown = { accountId: 'kim', reached: '18plus', originRevision: 1 };
    expect(await due(inTwoYearsMs, { limit: 1 })).toEqual([grown]);
  });

  test('for the band they have reached by now, though one was missed', async () => {
    const { born, due } = await openScene();
    await born('kim', '2010-05-01');
    expect(await due(Date.UTC(2030, 0, 1))).toMatchObject([{ reached: '18plus' }]);
  });

  test('on 1 March of common years when born on 29 February', async () => {
    const { born, due } = await openScene();
    await born('kim', '2008-02-29');
    await born('lea', '2009-02-28');
    const marchMs = Date.UTC(2026, 2, 1, 12);
    const ids = async (atMs: number) => (await due(atMs)).map((one) => one.accountId);
    expect(await ids(marchMs - 1)).toEqual(['kim', 'lea']);
    expect((await due(marchMs - 1)).map((one) => one.reached)).toEqual(['16-17', '16-17']);
    expect((await due(marchMs)).map((one) => one.reached)).toEqual(['18plus', '16-17']);
  });

  test('again after a correction, and not once they are deleted', async () => {
    const { tell, born, due } = await openScene();
    await born('kim', '1990-01-01');
    expect(await due(mayMs)).toEqual([]);
    await tell('account-kim', corrected('kim', '2010-05-01'));
    expect(await due(mayMs)).toMatchObject([{ accountId: 'kim', originRevision: 1 }]);
    await tell('account-kim', deleted('kim'));
    expect(await due(mayMs)).toEqual([]);
  });

  test('page by page, in the order of their ids', async () => {
    const { born, due } = await openScene();
    for (const id of ['cid', 'ann', 'bob']) await born(id, '2010-05-01');
    const first = await due(mayMs, { limit: 2 });
    expect(first.map((one) => one.accountId)).toEqual(['ann', 'bob']);
    const rest = await due(mayMs, { limit: 2, after: 'bob' });
    expect(rest.map((one) => one.accountId)).toEqual(['cid']);
    await expect(due(mayMs, { limit: 501 })).rejects.toThrow(RangeError);
  });

  test('when a deleted number has rested, until it is forgotten', async () => {
    const { tell, due } = await openScene();
    await tell('account-ann', registered('ann'), phoneConfirmed('ann'), deleted('ann', 20_000));
    await tell('account-bob', registered('bob'), deleted('bob', 20_000));
    expect(await due(20_000 + phoneRestMs - 1)).toEqual([]);
    const ann = { accountId: 'ann', reached: null, originRevision: 2 };
    expect(await due(20_000 + phoneRestMs)).toEqual([ann]);
    await tell('account-ann', phoneForgotten('ann'));
    expect(await due(20_000 + phoneRestMs)).toEqual([]);
  });
});

describe('edge 55: a number', () => {
  test('is known to be freed by the newest deletion, and not while it is in use', async () => {
    const { tell, schema, database } = await openScene();
    for (const [id, atMs] of [
      ['ann', 20_000],
      ['bob', 30_000],
    ] as const)
      await tell(`account-${id}`, registered(id), phoneConfirmed(id, 'k'), deleted(id, atMs));
    await tell('account-cid', registered('cid'), phoneConfirmed('cid', 'l'));
    const { atMs, seenAtMs } = await freedPhones(database, ['k', 'l', 'm'], schema);
    expect(['k', 'l', 'm'].map(atMs)).toEqual([30_000, null, null]);
    expect(seenAtMs).toBe(30_000);
  });

  test('is no more known once it is forgotten', async () => {
    const { tell, schema, database } = await openScene();
    await tell('account-ann', registered('ann'), phoneConfirmed('ann', 'k'), deleted('ann'));
    await tell('account-ann', phoneForgotten('ann'));
    expect((await freedPhones(database, ['k'], schema)).atMs('k')).toBeNull();
  });
});

test('rows with corrections, birthdays and deletions are rebuilt byte for byte', async () => {
  const { tell, born, streams, schema, database } = await openScene();
  await born('kim', '1990-01-01');
  await tell('account-kim', phoneConfirmed('kim'), corrected('kim', '2010-05-01'));
  await tell('account-kim', reached('kim', '16-17'), deleted('kim'), phoneForgotten('kim'));
  await tell('account-ann', registered('ann'), phoneConfirmed('ann'), deleted('ann'));
  const rebuilt = await rebuild({ view, database, streams, schema });
  expect(rebuilt).toMatchObject({ equal: true, switched: true, stuck: 0 });
  expect(await contentIn(view, schema)).toHaveLength(2);
});
