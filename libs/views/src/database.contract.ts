import { accountsView as view } from './accounts';
import { accountRows } from './account-rows';
import { StatementError } from './database';
import { prepare } from './prepare';
import { world } from './views.words';

test('several processes prepare the same view at once', async () => {
  const schema = await world().schemaFor(view);
  await world().database.query(`drop schema ${schema} cascade`);
  await Promise.all([1, 2, 3, 4].map(async () => prepare(world().database, view, schema)));
  expect(await accountRows(world().database.query, ['ann'], schema)).toEqual([]);
});

test('a schema name that is not plain is refused', async () => {
  await expect(prepare(world().database, view, 'a; drop')).rejects.toThrow(RangeError);
});

test('a failed statement names its first line and its SQLSTATE, and no value', async () => {
  const failed = world().database.query('select $1::integer\nfrom nowhere', ['secret']);
  await expect(failed).rejects.toThrow(StatementError);
  await expect(failed).rejects.toThrow(/^"select \$1::integer" failed: [0-9A-Z]{5}\.$/);
});

test('a transaction whose failed statement was swallowed does not pass for done', async () => {
  const swallowed = world().database.transaction(async (query) => {
    await query('select 1 / 0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow(StatementError);
});
