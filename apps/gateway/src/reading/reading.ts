import { conversationIdOf } from '@vestibule/contracts';
import type { InForce } from '@vestibule/service';
import {
  countsOf,
  type Database,
  factsFor,
  listConversations,
  type ListedFolder,
  type Paging,
  readConversation,
} from '@vestibule/views';
import type { Names } from './names';
import {
  type ConversationPage,
  conversationPage,
  type MessagePage,
  messagePage,
  type Others,
} from './shown';

export type Counts = Readonly<Record<ListedFolder, number>>;

/** What a person may read: their own lists and conversations, and nobody else's. */
export type Reading = {
  readonly list: (person: string, folder: ListedFolder, page: Paging) => Promise<ConversationPage>;
  readonly conversation: (person: string, other: string, page: Paging) => Promise<MessagePage>;
  readonly counts: (person: string) => Promise<Counts>;
};

export type ReadingNeeds = {
  readonly database: Pick<Database, 'query'>;
  readonly names: Names;
  readonly nowMs: () => number;
  readonly policyAt: InForce['policyAt'];
};

type Limits = Others['limitOf'];

/** A verified business may send another number before it is accepted, and the notice says which. */
const limitsOf = async (
  { database, nowMs, policyAt }: ReadingNeeds,
  person: string,
  others: readonly string[],
): Promise<Limits> => {
  const { request, business } = policyAt(nowMs());
  if (others.length === 0) return () => request.limit;
  const pairs = others.map((other) => ({ actor: other, other: person }));
  const facts = await factsFor(database, pairs);
  return (other) =>
    facts.of({ actor: other, other: person }, nowMs()).actor.business
      ? business.limit
      : request.limit;
};

export const reading = (needs: ReadingNeeds): Reading => {
  const { database, names } = needs;
  return {
    list: async (person, folder, page) => {
      const found = await listConversations(database, { ...page, person, folder });
      const others = found.items.map(({ other }) => other);
      const isRequest = folder === 'requests' || folder === 'hidden';
      const [named, limitOf] = await Promise.all([
        names.of(others),
        limitsOf(needs, person, isRequest ? others : []),
      ]);
      return conversationPage(found, { names: named, limitOf });
    },
    conversation: async (person, other, page) => {
      const conversationId = conversationIdOf(person, other);
      return messagePage(await readConversation(database, { ...page, person, conversationId }));
    },
    counts: async (person) => countsOf(database, person),
  };
};
