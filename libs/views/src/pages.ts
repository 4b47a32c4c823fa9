/** Some of many, newest first. `next` asks for those behind them; null when there are none. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** `before`: the `next` of the page before, or absent for the newest. `limit`: 1 to 200. */
export type Paging = { readonly before?: string | undefined; readonly limit: number };

/** A cursor that no page ever gave. */
export class CursorError extends Error {
  override readonly name = 'CursorError';

  constructor() {
    super('This is no cursor.');
  }
}

const limitMax = 200;
const revisionMax = 2_147_483_647;

/** A cursor is a revision of the person's own inbox; the pair's tell of the other's private acts. */
export const cursorAt = (revision: number): string => `p${revision.toString(36)}`;

/** The revision before which a page lies. Throws `CursorError`. */
export const revisionIn = (cursor: string | undefined): number => {
  if (cursor === undefined) return revisionMax;
  const revision = /^p[0-9a-z]{1,6}$/.test(cursor) ? Number.parseInt(cursor.slice(1), 36) : -1;
  if (revision < 0 || revision > revisionMax) throw new CursorError();
  return revision;
};

/** The limit of a page. Throws a `RangeError` for one that cannot be. */
export const boundOf = ({ limit }: Paging): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= limitMax) return limit;
  throw new RangeError(`A page has 1 to ${limitMax} items, not ${limit}.`);
};

export type Placed = { readonly revision: number };

/** Rows are asked for one more than the limit: it tells whether there are others behind them. */
export const pageOf = <Row extends Placed, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
): Page<Item> => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: last && rows.length > limit ? cursorAt(last.revision) : null,
  };
};
