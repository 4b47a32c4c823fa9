import type { Database, Difference } from '@vestibule/views';

/** Where the two are unlike, without a word of what stands there. */
export type Differing = {
  readonly table: string;
  /** Counted from 1, in the order of the table's key. */
  readonly row: number;
  /** `liveOnly`, `rebuiltOnly`: the other one has no such row. */
  readonly kind: 'liveOnly' | 'rebuiltOnly' | 'unlike';
  /** Columns that are unlike; all of them are named when a row stands on one side alone. */
  readonly columns: readonly string[];
};

const field = /"((?:[^"\\]|""|\\.)*)"|([^,]*)/gsy;

/**
 * Fields of a row as PostgreSQL writes it, without the quotes: equal texts are equal values.
 * Source: PostgreSQL documentation, "Composite types", input and output syntax.
 */
export const fieldsOf = (row: string): readonly string[] => {
  const inner = row.slice(1, -1);
  const fields: string[] = [];
  for (let at = 0; at <= inner.length; at += 1) {
    field.lastIndex = at;
    const [whole = '', quoted, bare = ''] = field.exec(inner) ?? [];
    fields.push(quoted?.replace(/""|\\./gs, (pair) => pair.slice(1)) ?? bare);
    at += whole.length;
  }
  return fields;
};

/** What differs, from two rows and the names of their columns. */
export const differingOf = (
  { table, row, live, rebuilt }: Difference,
  columns: readonly string[],
): Differing => {
  if (live === null || rebuilt === null)
    return { table, row, kind: live === null ? 'rebuiltOnly' : 'liveOnly', columns };
  const [ofLive, ofRebuilt] = [fieldsOf(live), fieldsOf(rebuilt)];
  const unlike = ofLive
    .map((text, index) =>
      text === ofRebuilt[index] ? null : (columns[index] ?? `column ${index}`),
    )
    .filter((name) => name !== null);
  return { table, row, kind: 'unlike', columns: unlike };
};

/** The column names of a view's table, in the order in which rows are written out. */
export const columnsOf = async (
  { query }: Pick<Database, 'query'>,
  schema: string,
  table: string,
): Promise<readonly string[]> => {
  if (table === 'marks') return ['stream', 'revision', 'event_id'];
  const rows = await query<{ name: string }>(
    `select column_name::text as name from information_schema.columns
     where table_schema = $1 and table_name = $2 order by ordinal_position`,
    [schema, table],
  );
  return rows.map(({ name }) => name);
};
