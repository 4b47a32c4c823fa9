import type { Database } from './view';

/** Numbers that belonged to accounts which are deleted now. */
export type FreedPhones = {
  /** When the last account that had this number was deleted; null where none is known. */
  readonly atMs: (phoneKey: string) => number | null;
  /** When the view was last known to be caught up. 0: never. */
  readonly seenAtMs: number;
};

type FoundRow = {
  readonly freed: readonly (readonly [string, number])[];
  readonly seen: string | null;
};

/**
 * When these numbers were freed by a deletion, by one statement for the whole batch. A number that
 * was removed before the deletion counts too. `schema`: `accounts` unless told. Rejects with
 * `StatementError`.
 */
export const freedPhones = async (
  database: Pick<Database, 'query'>,
  phoneKeys: readonly string[],
  schema = 'accounts',
): Promise<FreedPhones> => {
  const [found] = await database.query<FoundRow>(
    `select
       (select coalesce(json_agg(json_build_array(last_phone_key, newest)), '[]') from (
          select last_phone_key, max(deleted_at_ms) as newest from ${schema}.accounts
          where deleted_at_ms is not null and last_phone_key = any($1)
          group by last_phone_key) as by_key) as freed,
       (select max(seen_at_ms) from ${schema}.progress) as seen`,
    [phoneKeys],
  );
  const freed = new Map(found?.freed);
  return {
    atMs: (phoneKey) => freed.get(phoneKey) ?? null,
    seenAtMs: Number(found?.seen ?? 0),
  };
};
