import type { Recorded } from '@vestibule/streams';
import { changed, nothingKnown, type Change } from './account-fold';
import { accountRows, writeAccounts } from './account-rows';
import type { Query, View } from './view';

const prefix = 'account-';

const tables = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.accounts (
     account_id text collate "C" primary key,
     version integer not null,
     name text,
     standing text not null,
     registered_at_ms bigint not null,
     birth_date text collate "C" not null,
     region text not null,
     phone_key text,
     setting text not null,
     receipts boolean not null,
     takes_business boolean not null,
     business boolean not null,
     band text not null,
     last_phone_key text,
     deleted_at_ms bigint,
     origin_revision integer not null
   )`,
  `create index if not exists accounts_by_birth on ${schema}.accounts (band, birth_date)
   where standing in ('active', 'suspended', 'deactivated')`,
  `create index if not exists accounts_by_freed_phone on ${schema}.accounts (last_phone_key)
   where deleted_at_ms is not null`,
  `create index if not exists accounts_by_deletion on ${schema}.accounts (deleted_at_ms)
   where last_phone_key is not null and deleted_at_ms is not null`,
  `create table if not exists ${schema}.follows (
     follower text collate "C",
     followee text collate "C",
     since_at_ms bigint not null,
     primary key (follower, followee)
   )`,
];

const content = (schema: string): readonly string[] => [
  `select * from ${schema}.accounts order by account_id`,
  `select * from ${schema}.follows order by follower, followee`,
];

const forgetFollows = async (query: Query, schema: string, changes: readonly Change[]) => {
  const forgotten = changes.filter(({ forgets }) => forgets).map(({ row }) => row.accountId);
  if (forgotten.length === 0) return;
  await query(`delete from ${schema}.follows where follower = any($1)`, [forgotten]);
};

const writeFollows = async (query: Query, schema: string, changes: readonly Change[]) => {
  const edges = changes.flatMap(({ row, edges: own }) =>
    [...own].map(([followee, since]) => ({ follower: row.accountId, followee, since })),
  );
  if (edges.length === 0) return;
  await query(
    `with written as (
       select * from json_to_recordset($1::json)
         as edge (follower text, followee text, since bigint)
     ), unfollowed as (
       delete from ${schema}.follows as old using written
       where old.follower = written.follower and old.followee = written.followee
         and written.since is null
     )
     insert into ${schema}.follows (follower, followee, since_at_ms)
     select follower, followee, since from written where since is not null
     on conflict (follower, followee) do update set since_at_ms = excluded.since_at_ms`,
    [JSON.stringify(edges)],
  );
};

const apply: View['apply'] = async (query, schema, events) => {
  const idOf = ({ stream }: Recorded): string => stream.slice(prefix.length);
  const ids = [...new Set(events.map(idOf))];
  const known = await accountRows(query, ids, schema);
  const rows = new Map(known.map((row) => [row.accountId, row]));
  const changes = new Map<string, Change>(
    ids.map((id) => {
      const row = rows.get(id) ?? nothingKnown(id);
      return [id, { row, edges: new Map(), forgets: false }];
    }),
  );
  events.forEach((event) => {
    const change = changes.get(idOf(event));
    if (change) changes.set(idOf(event), changed(change, event));
  });

  const all = [...changes.values()];
  await writeAccounts(
    query,
    schema,
    all.map(({ row }) => row),
  );
  await forgetFollows(query, schema, all);
  await writeFollows(query, schema, all);
};

/**
 * Accounts and follows, from the `account-` streams. Birth date and phone key stay inside: facts
 * (`factsFor`) tell an age band and whether there is a number.
 */
export const accountsView: View = {
  name: 'accounts',
  streams: ['account'],
  tables,
  content,
  apply,
};
