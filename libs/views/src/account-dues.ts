import { latestBirthDate, phoneRestMs, type Band } from '@vestibule/domain';
import type { Database } from './view';

/** An account of which time has changed something that is not recorded yet. */
export type DueAccount = {
  readonly accountId: string;
  /** The age band reached; null: it is the deleted account's number that may be forgotten. */
  readonly reached: Exclude<Band, 'under16'> | null;
  /** Revision of the event in its stream that this follows from, by the passing of time. */
  readonly originRevision: number;
};

type DueRow = {
  readonly account_id: string;
  readonly reached: DueAccount['reached'];
  readonly origin_revision: number;
};

/** At what instant, behind which account id, and how many at most: 1 to 500. */
export type DueAsked = { readonly atMs: number; readonly after: string; readonly limit: number };

const dueMax = 500;

/**
 * The accounts that are due at `atMs`, in the order of their ids: birthdays that matter, and numbers
 * that have rested. A row that lags behind its stream may be due no more: who acts on it must look
 * at the stream. `schema`: `accounts` unless told. Rejects with `StatementError`, or `RangeError`.
 */
export const dueAccounts = async (
  database: Pick<Database, 'query'>,
  { atMs, after, limit }: DueAsked,
  schema = 'accounts',
): Promise<readonly DueAccount[]> => {
  if (!Number.isInteger(limit) || limit < 1 || limit > dueMax)
    throw new RangeError(`1 to ${dueMax} accounts may be asked for, not ${limit}.`);
  const columns = 'account_id, origin_revision';
  const living = `standing in ('active', 'suspended', 'deactivated')`;
  const rows = await database.query<DueRow>(
    `select * from (
       select ${columns}, case when birth_date <= $2 then '18plus' else '16-17' end as reached
       from ${schema}.accounts where ${living} and band = 'under16' and birth_date <= $1
       union all
       select ${columns}, '18plus' as reached
       from ${schema}.accounts where ${living} and band = '16-17' and birth_date <= $2
       union all
       select ${columns}, null as reached
       from ${schema}.accounts where last_phone_key is not null and deleted_at_ms <= $3
     ) as due
     where account_id > $4 order by account_id limit $5`,
    [latestBirthDate(16, atMs), latestBirthDate(18, atMs), atMs - phoneRestMs, after, limit],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    reached: row.reached,
    originRevision: row.origin_revision,
  }));
};
