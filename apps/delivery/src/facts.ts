import type {
  MessageOn,
  PairFacts,
  deliveryCommands,
  deliveryEvents,
  gatingEvents,
} from '@vestibule/contracts';
import { type Heard, type Preparing, gathered } from '@vestibule/service';
import {
  type Database,
  type FactsLookup,
  type Pair,
  factsFor,
  mustBeCurrent,
} from '@vestibule/views';

/** What is true of two accounts at an ingest time. */
export type FactsOf = (actor: string, other: string, atMs: number) => PairFacts;

type Ask = (pairs: readonly Pair[]) => Promise<FactsLookup>;
const asks = new WeakMap<Database, Ask>();

/** The batches of all partitions that come while the database is asked ask it next, together. */
const askOf = (database: Database): Ask => {
  const ask = asks.get(database) ?? gathered(async (pairs) => factsFor(database, pairs));
  asks.set(database, ask);
  return ask;
};

const noFacts: FactsOf = () => {
  throw new Error('No message of this batch is a read.');
};

type Topics = typeof gatingEvents | typeof deliveryCommands | typeof deliveryEvents;

/**
 * Asks once for both accounts of every read, because a receipt is judged by them. Rejects when the
 * answer could be out of date, or without a database.
 */
export const lookUp = async (
  messages: readonly Heard<MessageOn<Topics>>[],
  { database, nowMs }: Pick<Preparing, 'database' | 'nowMs'>,
): Promise<FactsOf> => {
  const reads = messages.flatMap(({ type, data }) =>
    type === 'MarkRead' ? [{ actor: data.actor, other: data.other }] : [],
  );
  if (reads.length === 0) return noFacts;
  if (!database) throw new Error('Without a database there are no facts.');
  const facts = await askOf(database)(reads);
  mustBeCurrent(facts, nowMs);
  return (actor, other, atMs) => facts.of({ actor, other }, atMs);
};
