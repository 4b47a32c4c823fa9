import type { MessageOn, PairFacts, dmCommands, identityCommands } from '@vestibule/contracts';
import { type Heard, type Preparing, gathered } from '@vestibule/service';
import { type Database, type Pair, factsFor, freedPhones, mustBeCurrent } from '@vestibule/views';

/** What a batch needs to know that its messages do not say. */
export type Lookup = {
  /** What is true of two accounts at an ingest time. */
  readonly of: (actor: string, other: string, atMs: number) => PairFacts;
  /** When the last account that had this number was deleted; null where none was. */
  readonly freedAtMs: (phoneKey: string) => number | null;
};

type Question = Pair | { readonly phoneKey: string };
type Answers = Lookup & { readonly seenAtMs: number };
type Ask = (questions: readonly Question[]) => Promise<Answers>;

const nothingAsked: Lookup = {
  of: () => {
    throw new Error('No message of this batch names a second account.');
  },
  freedAtMs: () => {
    throw new Error('No message of this batch names a number.');
  },
};

const answer = async (database: Database, questions: readonly Question[]): Promise<Answers> => {
  const pairs = questions.flatMap((each) => ('actor' in each ? [each] : []));
  const keys = questions.flatMap((each) => ('phoneKey' in each ? [each.phoneKey] : []));
  const [facts, freed] = await Promise.all([
    pairs.length > 0 && factsFor(database, pairs),
    keys.length > 0 && freedPhones(database, keys),
  ]);
  return {
    of: facts ? (actor, other, atMs) => facts.of({ actor, other }, atMs) : nothingAsked.of,
    freedAtMs: freed ? freed.atMs : nothingAsked.freedAtMs,
    seenAtMs: Math.min(...[facts, freed].flatMap((each) => (each ? [each.seenAtMs] : []))),
  };
};

const asks = new WeakMap<Database, Ask>();

/** The batches of all partitions that come while the database is asked ask it next, together. */
const askOf = (database: Database): Ask => {
  const ask = asks.get(database) ?? gathered(async (questions) => answer(database, questions));
  asks.set(database, ask);
  return ask;
};

type Message = Heard<MessageOn<typeof dmCommands> | MessageOn<typeof identityCommands>>;

const questionsIn = ({ data }: Message): readonly Question[] => {
  if ('other' in data) return [{ actor: data.actor, other: data.other }];
  return 'phoneKey' in data ? [{ phoneKey: data.phoneKey }] : [];
};

/** Asks once for all that a batch names. Rejects when the answer could be out of date. */
export const lookUp = async (
  messages: readonly Message[],
  { database, nowMs }: Pick<Preparing, 'database' | 'nowMs'>,
): Promise<Lookup> => {
  const questions = messages.flatMap(questionsIn);
  if (questions.length === 0) return nothingAsked;
  if (!database) throw new Error('Without a database there are no facts.');
  const facts = await askOf(database)(questions);
  mustBeCurrent(facts, nowMs);
  return facts;
};
