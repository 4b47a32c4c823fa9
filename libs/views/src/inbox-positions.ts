import { boundOf, type Page, pageOf, type Paging, type Placed, revisionIn } from './pages';
import { inSight, type Schemas, usualSchemas } from './inbox-sight';
import type { Database } from './view';

type Queried = Pick<Database, 'query'>;

/**
 * How far the rows of a person's own inbox are: the revision of the newest event in them, -1 for
 * none. What a person did is to be seen once this has reached the revision of its event.
 */
export const positionOf = async (
  database: Queried,
  person: string,
  schema = 'inbox',
): Promise<number> => {
  const [row] = await database.query<{ revision: number }>(
    `select revision from ${schema}.marks where stream = $1`,
    [`inbox-${person}`],
  );
  return row?.revision ?? -1;
};

/** A request, and what an answer to it refers to. */
export type RequestItem = {
  readonly conversationId: string;
  readonly other: string;
  readonly folder: 'requests' | 'hidden';
  readonly newest: string;
};

type RequestRow = Placed & {
  readonly conversation_id: string;
  readonly other: string;
  readonly folder: 'requests' | 'hidden';
  readonly newest: string;
};

/**
 * The requests in sight whose newest message was placed at or before a position of the person's own
 * inbox, newest first: what one bulk answer is about. `folder`: only that one; both unless told.
 * Rejects with `CursorError` or `RangeError` for a page that cannot be.
 */
export const requestsUpTo = async (
  database: Queried,
  asked: Paging & {
    readonly person: string;
    readonly position: number;
    readonly folder?: 'requests' | 'hidden';
  },
  schemas: Schemas = usualSchemas,
): Promise<Page<RequestItem>> => {
  const { person, position, folder, before } = asked;
  const limit = boundOf(asked);
  const rows = await database.query<RequestRow>(
    `select c.conversation_id, c.other, c.folder, c.newest, c.theirs as revision
     from ${schemas.inbox}.conversations as c
     where c.person = $1 and c.folder = any($2) and not c.cleared and c.newest is not null
       and c.theirs <= $3 and c.theirs < $4 and ${inSight(schemas)}
     order by c.theirs desc limit $5`,
    [person, folder ? [folder] : ['requests', 'hidden'], position, revisionIn(before), limit + 1],
  );
  return pageOf(rows, limit, (row) => ({
    conversationId: row.conversation_id,
    other: row.other,
    folder: row.folder,
    newest: row.newest,
  }));
};
