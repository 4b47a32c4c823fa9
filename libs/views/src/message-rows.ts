import type { Query } from './view';

/** A direct message as its pair recorded it. */
export type MessageRow = {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly sender: string;
  readonly recipient: string | null;
  readonly kind: string;
  readonly view: string;
  readonly at_ms: number;
  readonly body: object;
};

export const writeMessages = async (
  query: Query,
  schema: string,
  rows: readonly MessageRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  // Text in text: reading nested JSON would open its strings, and refuse a NUL in one of them.
  const written = rows.map(({ body, ...same }) => ({ ...same, body: JSON.stringify(body) }));
  await query(
    `insert into ${schema}.messages
       (conversation_id, message_id, sender, recipient, kind, view, at_ms, body)
     select conversation_id, message_id, sender, recipient, kind, view, at_ms, body::json
     from json_to_recordset($1::json) as written (
       conversation_id text, message_id text, sender text, recipient text, kind text, view text,
       at_ms bigint, body text)`,
    [JSON.stringify(written)],
  );
};

/** Which messages of which conversations are unsent or removed. */
export type TakenRow = { readonly conversation_id: string; readonly message_id: string };

const nothing = JSON.stringify({ text: '', attachment: null });

/** Nobody reads them any more, wherever they were placed. What was written stays in the streams. */
export const takeMessages = async (
  query: Query,
  schema: string,
  rows: readonly TakenRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await query(
    `update ${schema}.messages as message set taken = true, body = $3::json
     from unnest($1::text[], $2::text[]) as named (conversation_id, message_id)
     where message.conversation_id = named.conversation_id
       and message.message_id = named.message_id`,
    [rows.map(({ conversation_id: id }) => id), rows.map(({ message_id: id }) => id), nothing],
  );
};
