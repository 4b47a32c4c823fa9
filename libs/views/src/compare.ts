import { createHash } from 'node:crypto';
import type { Query } from './view';

/** Where two read models are unlike for the first time. Rows hold private data: not for a log. */
export type Difference = {
  readonly table: string;
  /** Counted from 1, in the order of the table's key. */
  readonly row: number;
  /** The row as PostgreSQL writes it; null when there is none. */
  readonly live: string | null;
  readonly rebuilt: string | null;
};

export type Compared = {
  /** SHA-256 over all rows, in hexadecimal. */
  readonly digest: string;
  readonly liveDigest: string;
  readonly rows: number;
  readonly difference: Difference | null;
};

type Sides = { readonly live: string; readonly rebuilt: string };

const fetchMax = 2_000;

const tableIn = (text: string): string => /\sfrom\s+\w+\.(\w+)/.exec(text)?.[1] ?? text;

/** Reads a query in pieces; only inside of a transaction. */
const rowsOf = async (query: Query, name: string, text: string) => {
  await query(`declare ${name} no scroll cursor for select entry::text from (${text}) as entry`);
  return async (): Promise<readonly string[]> => {
    const rows = await query<{ entry: string }>(`fetch forward ${fetchMax} from ${name}`);
    if (rows.length < fetchMax) await query(`close ${name}`);
    return rows.map(({ entry }) => entry);
  };
};

const unlike = (
  live: readonly string[],
  rebuilt: readonly string[],
): Pick<Difference, 'row' | 'live' | 'rebuilt'> | null => {
  const length = Math.max(live.length, rebuilt.length);
  for (let index = 0; index < length; index += 1)
    if (live[index] !== rebuilt[index])
      return {
        row: index + 1,
        live: live[index] ?? null,
        rebuilt: rebuilt[index] ?? null,
      };
  return null;
};

/** Both sides of one table, piece by piece; `take` gets the lines of each. */
const compareTable = async (
  query: Query,
  { live, rebuilt }: Sides,
  take: (live: readonly string[], rebuilt: readonly string[]) => void,
): Promise<Difference | null> => {
  const nextLive = await rowsOf(query, 'live_rows', live);
  const nextRebuilt = await rowsOf(query, 'rebuilt_rows', rebuilt);
  let difference: Difference | null = null;
  let [more, moreRebuilt] = [true, true];
  for (let start = 0; more || moreRebuilt; start += fetchMax) {
    const ofLive = more ? await nextLive() : [];
    const ofRebuilt = moreRebuilt ? await nextRebuilt() : [];
    take(ofLive, ofRebuilt);
    const first: ReturnType<typeof unlike> = difference ? null : unlike(ofLive, ofRebuilt);
    if (first) difference = { ...first, table: tableIn(live), row: start + first.row };
    more = ofLive.length === fetchMax;
    moreRebuilt = ofRebuilt.length === fetchMax;
  }
  return difference;
};

/**
 * Compares two read models row by row, as text, in the caller's transaction. Both lists hold the
 * same queries in the same order, once for each side.
 */
export const compare = async (
  query: Query,
  live: readonly string[],
  rebuilt: readonly string[],
): Promise<Compared> => {
  const [ofLive, ofRebuilt] = [createHash('sha256'), createHash('sha256')];
  let difference: Difference | null = null;
  let rows = 0;
  for (const [index, text] of live.entries()) {
    const sides = { live: text, rebuilt: rebuilt[index] ?? text };
    const found = await compareTable(query, sides, (liveLines, rebuiltLines) => {
      liveLines.forEach((line) => ofLive.update(`${index}${line}\n`));
      rebuiltLines.forEach((line) => ofRebuilt.update(`${index}${line}\n`));
      rows += rebuiltLines.length;
    });
    difference ??= found;
  }
  return { digest: ofRebuilt.digest('hex'), liveDigest: ofLive.digest('hex'), rows, difference };
};
