import type { MessageOn, PairFacts, dmCommands, identityCommands } from '@vestibule/contracts';
import { type Heard, type Preparing, gathered } from '@vestibule/service';
import { type Database, type FactsLookup, type Pair, factsFor } from '@vestibule/views';

/** What is true of two accounts at an ingest time. */
export type Lookup = (actor: string, other: string, atMs: number) => PairFacts;

/** Facts older than this are not used: enrichment waits, it never guesses. */
const behindMaxMs = 30_000;

/** The read model stands still: these commands must wait until it moves again. */
export class StaleFactsError extends Error {
  override readonly name = 'StaleFactsError';

  constructor(behindMs: number) {
    super(`The account facts are ${behindMs} ms behind; at most ${behindMaxMs} ms are taken.`);
  }
}

type Ask = (pairs: readonly Pair[]) => Promise<FactsLookup>;
const asks = new WeakMap<Database, Ask>();

/** The batches of all partitions that come while the database is asked ask it next, together. */
const askOf = (database: Database): Ask => {
  const ask = asks.get(database) ?? gathered(async (pairs) => factsFor(database, pairs));
  asks.set(database, ask);
  return ask;
};

type Message = Heard<MessageOn<typeof dmCommands> | MessageOn<typeof identityCommands>>;

/** Asks once for all accounts that a batch names. Rejects when the answer could be out of date. */
export const lookUp = async (
  messages: readonly Message[],
  { database, nowMs }: Preparing,
): Promise<Lookup> => {
  const pairs = messages.flatMap(({ data }) =>
    'other' in data ? [{ actor: data.actor, other: data.other }] : [],
  );
  if (pairs.length === 0) return noFacts;
  if (!database) throw new Error('Without a database there are no facts.');
  const facts = await askOf(database)(pairs);
  const behindMs = nowMs - facts.seenAtMs;
  if (behindMs > behindMaxMs) throw new StaleFactsError(behindMs);
  return (actor, other, atMs) => facts.of({ actor, other }, atMs);
};

const noFacts: Lookup = () => {
  throw new Error('No message of this batch names a second account.');
};
