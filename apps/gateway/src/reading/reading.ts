import { conversationIdOf } from '@vestibule/contracts';
import type { InForce } from '@vestibule/service';
import {
  countsOf,
  type Database,
  factsFor,
  listConversations,
  type ListedFolder,
  type Paging,
  positionOf,
  readConversation,
  searchPeople,
  type Unread,
  unreadOf,
} from '@vestibule/views';
import type { Names } from './names';
import {
  type ConversationPage,
  conversationPage,
  type MessagePage,
  messagePage,
  type Others,
  type PeoplePage,
} from './shown';

type PerFolder = Readonly<Record<ListedFolder, number>>;
/** Conversations by list; and those with something unread, with the number for an icon. */
export type Counts = PerFolder & { readonly unread: Unread };

/** What a person may read: their own lists and conversations, and nobody else's. */
export type Reading = {
  readonly list: (person: string, folder: ListedFolder, page: Paging) => Promise<ConversationPage>;
  readonly conversation: (person: string, other: string, page: Paging) => Promise<MessagePage>;
  readonly counts: (person: string) => Promise<Counts>;
  /** People in the own lists whose name begins with `text`: for choosing whom to write to. */
  readonly people: (person: string, text: string, page: Paging) => Promise<PeoplePage>;
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
  const { database, names, nowMs } = needs;
  return {
    list: async (person, folder, page) => {
      // Looked up first: what is placed meanwhile stands on the page, and is answered by nobody.
      const position = await positionOf(database, person);
      const found = await listConversations(database, { ...page, person, folder });
      const others = found.items.map(({ other }) => other);
      const isRequest = folder === 'requests' || folder === 'hidden';
      const [named, limitOf] = await Promise.all([
        names.of(others),
        limitsOf(needs, person, isRequest ? others : []),
      ]);
      return conversationPage(found, { names: named, limitOf, position, nowMs: nowMs() });
    },
    conversation: async (person, other, page) => {
      const conversationId = conversationIdOf(person, other);
      return messagePage(await readConversation(database, { ...page, person, conversationId }));
    },
    counts: async (person) => {
      const [counts, unread] = await Promise.all([
        countsOf(database, person),
        unreadOf(database, { person, atMs: nowMs() }),
      ]);
      return { ...counts, unread };
    },
    people: async (person, text, page) => {
      const { items: people, next } = await searchPeople(database, { ...page, person, text });
      return { people, next };
    },
  };
};
