import type { Recorded } from '@vestibule/streams';

/** Runs one statement; rows come back as plain objects, `bigint` columns as text. */
export type Query = <Row extends object>(
  text: string,
  values?: readonly unknown[],
) => Promise<readonly Row[]>;

/** PostgreSQL, embedded or real. */
export type Database = {
  readonly query: Query;
  /** Everything `work` does, or nothing. Short: on the local server all others wait meanwhile. */
  readonly transaction: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
};

/** A read model: how its tables are made and what an event changes in them. */
export type View = {
  /** Also the name of the PostgreSQL schema it lives in. */
  readonly name: string;
  /** Prefixes of the streams it is made of, e.g. `account`. */
  readonly streams: readonly string[];
  /** Statements that make its tables, with the schema's name in `schema`. */
  readonly tables: (schema: string) => readonly string[];
  /** Queries whose results, row by row as text, are the whole content: rebuilds are compared by it. */
  readonly content: (schema: string) => readonly string[];
  /** Applies events, oldest first, none of which was applied before. By batch, never row by row. */
  readonly apply: (query: Query, schema: string, events: readonly Recorded[]) => Promise<void>;
};
