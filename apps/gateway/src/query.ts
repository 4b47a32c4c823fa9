import { type Paging, revisionIn } from '@vestibule/views';
import { RefusedError } from './refusal';

/** A whole number in a query, within bounds; `fallback` where there is none. */
export const countIn = (
  asked: unknown,
  name: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
): number => {
  if (asked === undefined) return fallback;
  const count = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : -1;
  if (count >= min && count <= max) return count;
  throw new RefusedError('BAD_SCHEMA', {
    detail: `${name} is no whole number of ${min} to ${max}`,
  });
};

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An account id in a path. */
export const idIn = (asked: string, name: string): string => {
  if (id.test(asked)) return asked;
  throw new RefusedError('BAD_SCHEMA', { detail: `${name} is no lower-case UUID` });
};

/** A text in a query; absent where it is not there. */
export const textIn = (asked: unknown, name: string): string | undefined => {
  if (asked === undefined || (typeof asked === 'string' && asked.length <= 100)) return asked;
  throw new RefusedError('BAD_SCHEMA', { detail: `${name} is no short text` });
};

/** The query of a page, as it came. */
export type PageQuery = Readonly<Record<string, unknown>>;

const limits = { min: 1, max: 200, fallback: 50 };

/** Which page is meant: `before` is the `next` of the one before. */
export const pageIn = (query: PageQuery): Paging => {
  const before = textIn(query['before'], 'before');
  revisionIn(before); // refuses what no page ever told
  return { before, limit: countIn(query['limit'], 'limit', limits) };
};
