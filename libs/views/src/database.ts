import { Pool, type PoolClient } from 'pg';
import type { Database, Query } from './view';

const connectionsMax = 4;
const connectMs = 10_000;

const sqlStateOf = (cause: unknown): string | null =>
  cause instanceof Error && 'code' in cause && /^[0-9A-Z]{5}$/.test(String(cause.code))
    ? String(cause.code)
    : null;

/** A statement that failed. The message has no values in it: those may be what a person wrote. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** SQLSTATE of the server; null when it gave no answer. */
  readonly sqlState: string | null;

  constructor(statement: string, cause: unknown) {
    const [firstLine = ''] = statement.trim().split('\n');
    const sqlState = sqlStateOf(cause);
    super(`"${firstLine}" failed: ${sqlState ?? 'no answer from the database'}.`, { cause });
    this.sqlState = sqlState;
  }
}

type Connection = Pick<PoolClient, 'query'>;

/** Statements stay unnamed: on the local server all connections share one session and its names. */
const queryOn =
  (connection: Connection): Query =>
  async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    try {
      const { rows } = await connection.query(text, [...values]);
      return rows as readonly Row[];
    } catch (cause) {
      throw new StatementError(text, cause);
    }
  };

/** PostgreSQL answers a commit after a failed statement with a rollback, and calls it success. */
const commit = async (connection: Connection): Promise<void> => {
  const { command } = await connection.query('commit').catch((cause: unknown) => {
    throw new StatementError('commit', cause);
  });
  if (command !== 'COMMIT') throw new StatementError('commit', new Error('It was rolled back.'));
};

const inTransaction = async <Result>(
  connection: PoolClient,
  work: (query: Query) => Promise<Result>,
): Promise<Result> => {
  const query = queryOn(connection);
  try {
    await query('begin');
    const result = await work(query);
    await commit(connection);
    connection.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away; the server does it then.
    const failure = await query('rollback').then(
      () => false,
      () => true,
    );
    connection.release(failure);
    throw error;
  }
};

const connectTo = async (pool: Pool): Promise<PoolClient> => {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new StatementError('connect', cause);
  }
};

/**
 * Opens a pool of at most 4 connections; nothing is sent before the first query.
 * `url`: `postgres://user@host:port/database`. Failed statements reject with `StatementError` and
 * are not repeated; after one without an SQLSTATE, or a failed `commit`, nobody knows what was
 * written. `close` waits for what is running.
 */
export const openDatabase = (url: string): Database => {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  });
  // The statement in work is told by its own rejection; without a listener the process would end.
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));

  return {
    query: queryOn(pool),
    transaction: async (work) => inTransaction(await connectTo(pool), work),
    close: async () => pool.end(),
  };
};
