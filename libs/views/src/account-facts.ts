import { factsOf, type AccountFacts, type Facts } from '@vestibule/domain';
import { nothingKnown } from './account-fold';
import { type Account, accountOf, type AccountColumns } from './account-rows';
import type { Database } from './view';

/** What identity attaches to a command of a pair. */
export type PairFacts = Pick<Facts, 'actor' | 'other' | 'follows'>;

/** Who does something to whom. */
export type Pair = { readonly actor: string; readonly other: string };

/** The facts of one batch, all of one moment. */
export type FactsLookup = {
  /**
   * What is true of both at `atMs`. An account that is not there has standing `unknown` and version
   * -1. Throws a `RangeError` for a pair that was not asked for: facts are never guessed.
   */
  readonly of: (pair: Pair, atMs: number) => PairFacts;
  /** When the view was last known to be caught up: the facts are as old as that. 0: never. */
  readonly seenAtMs: number;
};

type FoundRow = {
  readonly accounts: readonly AccountColumns[];
  readonly follows: readonly (readonly [string, string, number])[];
  readonly seen: string | null;
};

/** ISO 3166 leaves this code to its users: nobody has said where. */
const nowhere = 'ZZ';

const placed = (account: Account): Account =>
  account.region === '' ? { ...account, region: nowhere } : account;

const keyOf = (follower: string, followee: string): string => `${follower}~${followee}`;

const find = async (
  database: Pick<Database, 'query'>,
  pairs: readonly Pair[],
  schema: string,
): Promise<FoundRow> => {
  // One statement sees one moment: facts, follows and their age belong together. A sub-query per
  // edge keeps to the index, where a join would read all follows: 20 ms for 500 pairs of 90,000.
  const [found] = await database.query<FoundRow>(
    `select
       (select coalesce(json_agg(account), '[]') from ${schema}.accounts as account
        where account_id = any($1)) as accounts,
       (select coalesce(json_agg(json_build_array(follower, followee, since)), '[]') from (
          select follower, followee, (
            select since_at_ms from ${schema}.follows as edge
            where edge.follower = asked.follower and edge.followee = asked.followee) as since
          from (
            select * from unnest($2::text[], $3::text[]) as there (follower, followee)
            union select * from unnest($3::text[], $2::text[]) as back (follower, followee)
          ) as asked
        ) as edges where since is not null) as follows,
       (select max(seen_at_ms) from ${schema}.progress) as seen`,
    [
      [...new Set(pairs.flatMap(({ actor, other }) => [actor, other]))],
      pairs.map(({ actor }) => actor),
      pairs.map(({ other }) => other),
    ],
  );
  return found ?? { accounts: [], follows: [], seen: null };
};

/**
 * The facts about both accounts of each pair, by one statement for the whole batch.
 * `schema`: `accounts` unless told. Rejects with `StatementError`.
 */
export const factsFor = async (
  database: Pick<Database, 'query'>,
  pairs: readonly Pair[],
  schema = 'accounts',
): Promise<FactsLookup> => {
  const { accounts, follows, seen } = await find(database, pairs, schema);
  const rows = new Map(accounts.map((columns) => [columns.account_id, placed(accountOf(columns))]));
  const since = new Map(follows.map(([one, two, atMs]) => [keyOf(one, two), atMs]));
  const asked = new Set(pairs.map(({ actor, other }) => keyOf(actor, other)));

  const factsOn = (id: string, atMs: number): AccountFacts => {
    const row = rows.get(id) ?? placed(nothingKnown(id));
    return factsOf(row, row.version, atMs);
  };

  return {
    seenAtMs: Number(seen ?? 0),
    of: ({ actor, other }, atMs) => {
      if (!asked.has(keyOf(actor, other)))
        throw new RangeError(`Nobody asked for the facts of ${actor} and ${other}.`);
      return {
        actor: factsOn(actor, atMs),
        other: factsOn(other, atMs),
        follows: {
          actorAtMs: since.get(keyOf(actor, other)) ?? null,
          otherAtMs: since.get(keyOf(other, actor)) ?? null,
        },
      };
    },
  };
};

/** Names by account id; unknown and deleted accounts are absent. */
export const namesOf = async (
  database: Pick<Database, 'query'>,
  ids: readonly string[],
  schema = 'accounts',
): Promise<ReadonlyMap<string, string>> => {
  const rows = await database.query<{ account_id: string; name: string }>(
    `select account_id, name from ${schema}.accounts
     where account_id = any($1) and name is not null`,
    [ids],
  );
  return new Map(rows.map(({ account_id: id, name }) => [id, name]));
};
