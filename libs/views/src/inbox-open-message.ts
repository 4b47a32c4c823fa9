import type { Body } from '@vestibule/domain';
import type { Database } from './view';

/**
 * What the other person wrote in an open chat of this person: for showing its beginning in a notice.
 * Null for a message that does not lie open in the person's inbox (any more), so for every request,
 * and for one that a word list covers.
 */
export const openMessageFor = async (
  database: Pick<Database, 'query'>,
  asked: { readonly person: string; readonly conversationId: string; readonly messageId: string },
  schema = 'inbox',
): Promise<Body | null> => {
  const { person, conversationId, messageId } = asked;
  const [row] = await database.query<{ body: Body }>(
    `select m.body
     from ${schema}.placements as p
     join ${schema}.conversations as c
       on c.person = p.person and c.conversation_id = p.conversation_id
     join ${schema}.messages as m
       on m.conversation_id = p.conversation_id and m.message_id = p.message_id
     where p.person = $1 and p.conversation_id = $2 and p.message_id = $3
       and p.folder = 'inbox' and c.folder = 'inbox' and c.status = 'open'
       and m.recipient = p.person and p.revision > c.cleared_to
       and not p.gone and not p.masked and not m.taken`,
    [person, conversationId, messageId],
  );
  return row?.body ?? null;
};
