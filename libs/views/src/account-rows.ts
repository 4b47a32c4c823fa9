import type { AccountRow } from '@vestibule/domain';
import type { Query } from './view';

/** An account as the read model has it. `name` is null before registration and after deletion. */
export type Account = AccountRow & {
  readonly accountId: string;
  /** Revision of `account-<id>` that this row stands at. */
  readonly version: number;
  readonly name: string | null;
  /**
   * Revision of the event since which time alone may change something more: the registration, a
   * correction, a birthday or the deletion. -1 before any of them.
   */
  readonly originRevision: number;
};

/** Who follows whom since when. */
export type Follow = {
  readonly follower: string;
  readonly followee: string;
  readonly sinceAtMs: number;
};

/** The row as SQL has it; `bigint` comes as text, or as a number out of JSON. */
export type AccountColumns = {
  readonly account_id: string;
  readonly version: number;
  readonly name: string | null;
  readonly standing: Account['standing'];
  readonly registered_at_ms: string | number;
  readonly birth_date: string;
  readonly region: string;
  readonly phone_key: string | null;
  readonly setting: Account['setting'];
  readonly receipts: boolean;
  readonly takes_business: boolean;
  readonly business: boolean;
  readonly band: Account['band'];
  readonly last_phone_key: string | null;
  readonly deleted_at_ms: string | number | null;
  readonly origin_revision: number;
};

export const accountOf = (row: AccountColumns): Account => ({
  accountId: row.account_id,
  version: row.version,
  name: row.name,
  standing: row.standing,
  registeredAtMs: Number(row.registered_at_ms),
  birthDate: row.birth_date,
  region: row.region,
  phoneKey: row.phone_key,
  setting: row.setting,
  receipts: row.receipts,
  takesBusiness: row.takes_business,
  business: row.business,
  band: row.band,
  lastPhoneKey: row.last_phone_key,
  deletedAtMs: row.deleted_at_ms === null ? null : Number(row.deleted_at_ms),
  originRevision: row.origin_revision,
});

const columnsOf = (row: Account): AccountColumns => ({
  account_id: row.accountId,
  version: row.version,
  name: row.name,
  standing: row.standing,
  registered_at_ms: row.registeredAtMs,
  birth_date: row.birthDate,
  region: row.region,
  phone_key: row.phoneKey,
  setting: row.setting,
  receipts: row.receipts,
  takes_business: row.takesBusiness,
  business: row.business,
  band: row.band,
  last_phone_key: row.lastPhoneKey,
  deleted_at_ms: row.deletedAtMs,
  origin_revision: row.originRevision,
});

/** The accounts with these ids, in no order; unknown ones are absent. */
export const accountRows = async (
  query: Query,
  ids: readonly string[],
  schema = 'accounts',
): Promise<readonly Account[]> => {
  const rows = await query<AccountColumns>(
    `select * from ${schema}.accounts where account_id = any($1)`,
    [ids],
  );
  return rows.map(accountOf);
};

/** Those of these pairs in which the first follows the second; `pairs` are in one direction each. */
export const followRows = async (
  query: Query,
  pairs: readonly Pick<Follow, 'follower' | 'followee'>[],
  schema = 'accounts',
): Promise<readonly Follow[]> => {
  const rows = await query<{ follower: string; followee: string; since_at_ms: string }>(
    `select follower, followee, since_at_ms
     from ${schema}.follows join unnest($1::text[], $2::text[]) as asked (follower, followee)
       using (follower, followee)`,
    [pairs.map(({ follower }) => follower), pairs.map(({ followee }) => followee)],
  );
  return rows.map(({ since_at_ms: since, ...pair }) => ({ ...pair, sinceAtMs: Number(since) }));
};

/** Inserts or overwrites. */
export const writeAccounts = async (query: Query, schema: string, rows: readonly Account[]) =>
  query(
    `insert into ${schema}.accounts
     select * from json_to_recordset($1::json) as written (
       account_id text, version integer, name text, standing text, registered_at_ms bigint,
       birth_date text, region text, phone_key text, setting text, receipts boolean,
       takes_business boolean, business boolean, band text, last_phone_key text,
       deleted_at_ms bigint, origin_revision integer)
     on conflict (account_id) do update set
       version = excluded.version, name = excluded.name, standing = excluded.standing,
       registered_at_ms = excluded.registered_at_ms, birth_date = excluded.birth_date,
       region = excluded.region, phone_key = excluded.phone_key, setting = excluded.setting,
       receipts = excluded.receipts, takes_business = excluded.takes_business,
       business = excluded.business, band = excluded.band,
       last_phone_key = excluded.last_phone_key, deleted_at_ms = excluded.deleted_at_ms,
       origin_revision = excluded.origin_revision`,
    [JSON.stringify(rows.map(columnsOf))],
  );
