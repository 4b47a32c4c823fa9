import type { Draft } from './streams';

/** Data, metadata and type names of one append, in bytes: the strictest default of any server. */
export const appendBytesMax = 1_048_576;

/** Events of one append. */
export const appendEventsMax = 500;

/** A draft whose data and metadata are known to be JSON, as text. */
export type Written = {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const jsonObject = (text: string | undefined, { type }: Draft): string => {
  // A list, a date or a function is an `object` to the compiler, and no JSON object to a reader.
  if (text?.startsWith('{') !== true)
    throw new TypeError(`Data or metadata of ${type} are not a JSON object.`);
  return text;
};

const written = (draft: Draft): Written => {
  const { id, type, data, metadata, json = JSON.stringify(data) } = draft;
  if (!uuid.test(id))
    throw new TypeError(`The id of a ${type} must be a lower-case UUID, not "${id}".`);
  return {
    id,
    type,
    data: jsonObject(json, draft),
    metadata: jsonObject(JSON.stringify(metadata), draft),
  };
};

/**
 * Turns drafts into text before any store is called, because the client leaves an append that it
 * cannot serialise pending for ever. Throws a `TypeError` for what is not a JSON object or has no
 * UUID, a `RangeError` for none or more than 500 events.
 */
export const serialise = (events: readonly Draft[]): readonly Written[] => {
  if (events.length < 1 || events.length > appendEventsMax)
    throw new RangeError(`An append takes 1 to ${appendEventsMax} events, not ${events.length}.`);
  return events.map(written);
};

/** What an append counts for against `appendBytesMax`. */
export const bytesOf = (events: readonly Written[]): number =>
  events.reduce(
    (sum, { type, data, metadata }) =>
      sum + Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
