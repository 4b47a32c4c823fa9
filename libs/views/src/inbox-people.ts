import type { ListedFolder } from './inbox-queries';
import { boundOf, cursorAt, type Page, type Paging, revisionIn } from './pages';
import { inSight, type Schemas, usualSchemas } from './inbox-sight';
import type { Database } from './view';

type Queried = Pick<Database, 'query'>;

/** Somebody with whom a person has a conversation. */
export type PersonItem = {
  readonly other: string;
  readonly name: string;
  readonly conversationId: string;
  readonly folder: ListedFolder;
};

type PersonRow = {
  readonly other: string;
  readonly name: string;
  readonly conversation_id: string;
  readonly folder: ListedFolder;
  readonly revision: number;
};

const sliceMax = 1_000;
const slicesMax = 10;

/** Upper and lower case, accents and widths do not count; nor do spaces at the ends. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim();

/** The name, or one of its words, begins with what was typed. */
const begins = (name: string, typed: string): boolean => ` ${folded(name)}`.includes(` ${typed}`);

const sliceOf = async (
  database: Queried,
  { person, before }: { readonly person: string; readonly before: number },
  schemas: Schemas,
): Promise<readonly PersonRow[]> =>
  database.query<PersonRow>(
    `select c.other, named.name, c.conversation_id, c.folder, c.revision
     from ${schemas.inbox}.conversations as c
       join ${schemas.accounts}.accounts as named on named.account_id = c.other
     where c.person = $1 and c.folder <> 'none' and not c.cleared and named.name is not null
       and c.revision < $2 and ${inSight(schemas)}
     order by c.revision desc limit ${sliceMax}`,
    [person, before],
  );

const itemOf = ({ other, name, conversation_id, folder }: PersonRow): PersonItem => ({
  other,
  name,
  conversationId: conversation_id,
  folder,
});

/**
 * The people in a person's own lists whose name, or a word of it, begins with `text`; the newest
 * conversation first. Nobody is found who is in no list. Names are compared here and not by the
 * database, whose idea of letters depends on how it was set up; so at most 10,000 conversations are
 * looked at for one page, and `next` goes on behind them. Rejects as `listConversations` does.
 */
export const searchPeople = async (
  database: Queried,
  asked: Paging & { readonly person: string; readonly text: string },
  schemas: Schemas = usualSchemas,
): Promise<Page<PersonItem>> => {
  const { person } = asked;
  const [limit, typed] = [boundOf(asked), folded(asked.text)];
  const found: PersonRow[] = [];
  let before = revisionIn(asked.before);
  if (typed === '') return { items: [], next: null };
  for (let slices = 0; slices < slicesMax && found.length < limit; slices += 1) {
    const rows = await sliceOf(database, { person, before }, schemas);
    found.push(...rows.filter(({ name }) => begins(name, typed)));
    before = rows.at(-1)?.revision ?? 0;
    if (rows.length < sliceMax) return pageIn(found, limit, null);
  }
  return pageIn(found, limit, cursorAt(before));
};

/** What was found beyond the page is found again by the next one. */
const pageIn = (
  found: readonly PersonRow[],
  limit: number,
  behind: string | null,
): Page<PersonItem> => {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? cursorAt(last.revision) : behind;
  return { items: items.map(itemOf), next };
};
