import { StatementError } from './database';
import { markTables } from './marks';
import type { Database, View } from './view';

const triesMax = 5;

/** Unique violation, duplicates and "updated concurrently": what two who create at once run into. */
const raceStates: ReadonlySet<string | null> = new Set([
  '23505',
  '40P01',
  '42P06',
  '42P07',
  'XX000',
]);

const isRace = (error: unknown): boolean =>
  error instanceof StatementError && raceStates.has(error.sqlState);

/** Schema names stand in statements as they are: anything but a plain name throws a `RangeError`. */
export const checkSchema = (schema: string): string => {
  if (/^[a-z][a-z0-9_]{0,50}$/.test(schema)) return schema;
  throw new RangeError(`"${schema}" is no name for a schema.`);
};

/**
 * Makes the schema and the tables of a view where they are missing; what exists is left as it is.
 * Any number of processes may do so at once.
 */
export const prepare = async (
  database: Database,
  view: View,
  schema: string = view.name,
): Promise<void> => {
  checkSchema(schema);
  const statements = [
    `create schema if not exists ${schema}`,
    ...markTables(schema),
    ...view.tables(schema),
  ];
  const create = async () =>
    database.transaction(async (query) => {
      for (const statement of statements) await query(statement);
    });

  for (let attempt = 1; attempt < triesMax; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (!isRace(error)) throw error;
    }
  }
  return create();
};
