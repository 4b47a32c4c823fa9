import type { Database } from './view';

/**
 * The accounts with which a person has, or had, anything to do: whoever stands in the person's
 * lists, and in whose lists the person stands. By id. `schema`: `inbox` unless told. Rejects with
 * `StatementError`.
 */
export const partnersOf = async (
  database: Pick<Database, 'query'>,
  person: string,
  schema = 'inbox',
): Promise<readonly string[]> => {
  const rows = await database.query<{ partner: string }>(
    `select partner from (
       select other as partner from ${schema}.conversations where person = $1
       union select person as partner from ${schema}.conversations where other = $1
     ) as partners order by partner collate "C"`,
    [person],
  );
  return rows.map(({ partner }) => partner);
};
