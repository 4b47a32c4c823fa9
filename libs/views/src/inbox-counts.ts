import { type ListedFolder, unreadIn } from './inbox-queries';
import { inSight, type Schemas, usualSchemas } from './inbox-sight';
import type { Database } from './view';

type Queried = Pick<Database, 'query'>;
type CountRow = { readonly folder: string; readonly conversations: number; readonly loud: number };

type Counts = Readonly<Record<ListedFolder, number>>;

const byFolder = (rows: readonly CountRow[]): Counts => {
  const counts = new Map(rows.map(({ folder, conversations }) => [folder, conversations]));
  const countIn = (folder: ListedFolder): number => counts.get(folder) ?? 0;
  return {
    inbox: countIn('inbox'),
    requests: countIn('requests'),
    hidden: countIn('hidden'),
    declined: countIn('declined'),
  };
};

/** How many conversations lie in each folder of a person, as far as they are in sight. */
export const countsOf = async (
  database: Queried,
  person: string,
  schemas: Schemas = usualSchemas,
): Promise<Counts> =>
  byFolder(
    await database.query<CountRow>(
      `select c.folder, count(*)::integer as conversations
       from ${schemas.inbox}.conversations as c
       where c.person = $1 and not c.cleared and ${inSight(schemas)} group by c.folder`,
      [person],
    ),
  );

/** Conversations with something unread, by folder; and the number that may stand on an icon. */
export type Unread = Counts & {
  /** Those in inbox and requests that are not muted; hidden ones never count. */
  readonly badge: number;
};

/** How much a person has not read, at `atMs` as far as mutes go. */
export const unreadOf = async (
  database: Queried,
  { person, atMs }: { readonly person: string; readonly atMs: number },
  schemas: Schemas = usualSchemas,
): Promise<Unread> => {
  const { inbox: schema } = schemas;
  const rows = await database.query<CountRow>(
    `select c.folder, count(*)::integer as conversations,
       (count(*) filter (where not c.muted_forever
          and coalesce(c.muted_until_ms, 0) <= $2))::integer as loud
     from ${schema}.conversations as c
     where c.person = $1 and not c.cleared and c.theirs > greatest(c.read_to, c.cleared_to)
       and exists (${unreadIn(schema)}) and ${inSight(schemas)}
     group by c.folder`,
    [person, atMs],
  );
  const counted = rows.filter(({ folder }) => folder === 'inbox' || folder === 'requests');
  return { ...byFolder(rows), badge: counted.reduce((sum, { loud }) => sum + loud, 0) };
};
