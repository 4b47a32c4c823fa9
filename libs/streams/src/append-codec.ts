import { backwards, fieldIn } from './protobuf';
import { bytesOf, type Written } from './serialise';
import type { Appended } from './streams';

/** One append, as the store's batch call takes it. */
export type Asked = {
  /** Tells answers apart: from 0 to 2^48. */
  readonly number: number;
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly Written[];
  /** When the store need not begin with it any more. */
  readonly deadlineAtMs: number;
};

/** What the store said to the append of this number. */
export type Answer = { readonly number: number; readonly said: Appended };

const idDigits = 12;
/** More than ids, lengths, tags and numbers of an event take, and of the append itself. */
const overheadBytes = 160;

/** The id of an append: `prefix`, the first 24 characters of a UUID, and its number. */
const idOf = (prefix: string, number: number): string =>
  prefix + number.toString(16).padStart(idDigits, '0');

/**
 * The bytes of one append, the same as the generated code writes for it.
 * Source: EventStoreDB, `streams.proto`, BatchAppendReq.
 */
export const encodeAppend = (prefix: string, asked: Asked): Buffer => {
  const { stream, expected, events, deadlineAtMs } = asked;
  const size = bytesOf(events) + Buffer.byteLength(stream) + overheadBytes * (events.length + 1);
  const { number, text, message, bytes } = backwards(size);
  const uuid = (id: string) => message(1, () => text(2, id));
  const known = (key: string, value: string) =>
    message(2, () => {
      text(2, value);
      text(1, key);
    });
  const nanos = (deadlineAtMs % 1_000) * 1_000_000;

  number(4, 1); // this is all of it
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const { id, type, data, metadata } = events[index] as Written;
    message(3, () => {
      text(4, data);
      text(3, metadata);
      known('type', type);
      known('content-type', 'application/json');
      uuid(id);
    });
  }
  message(2, () => {
    message(6, () => {
      if (nanos > 0) number(2, nanos);
      number(1, Math.floor(deadlineAtMs / 1_000));
    });
    if (expected < 0) message(3, () => {});
    else number(2, expected);
    message(1, () => text(3, stream));
  });
  uuid(idOf(prefix, asked.number));
  return bytes();
};

const inside = (bytes: Buffer, ...path: readonly number[]): Buffer | undefined => {
  let found: Buffer | undefined = bytes;
  for (const field of path) {
    const value: number | Buffer | undefined = found && fieldIn(found, field);
    found = Buffer.isBuffer(value) ? value : undefined;
  }
  return found;
};

const numberIn = (bytes: Buffer | undefined, field: number): number | undefined => {
  const value = bytes && fieldIn(bytes, field);
  return typeof value === 'number' ? value : undefined;
};

/** Stores echo the id as text, or as its two halves; the number is the end of the second. */
const appendNumberIn = (id: Buffer | undefined): number => {
  const text = id && inside(id, 2);
  if (text) return Number.parseInt(text.toString('latin1').slice(-idDigits), 16);
  return (numberIn(id && inside(id, 1), 2) ?? Number.NaN) % 2 ** (4 * idDigits);
};

/** What a failure proves. Everything but these three may have been written all the same (E14). */
const verdictOn = (failure: Buffer): Appended => {
  const url = inside(failure, 3, 1)?.toString() ?? '';
  switch (url.slice(url.lastIndexOf('.') + 1)) {
    case 'WrongExpectedVersion':
      return { type: 'conflict', revision: numberIn(inside(failure, 3, 2), 1) ?? -1 };
    case 'StreamDeleted':
      return { type: 'closed' };
    case 'MaximumAppendSizeExceeded':
      return { type: 'tooLarge' };
  }
  const told = inside(failure, 2)?.toString() ?? '';
  return { type: 'unknown', cause: new Error(`The store refused an append: ${url} ${told}`) };
};

/**
 * Reads one answer. Throws on bytes that are no answer to an append.
 * Source: EventStoreDB, `streams.proto`, BatchAppendResp.
 */
export const decodeAnswer = (bytes: Buffer): Answer => {
  const number = appendNumberIn(inside(bytes, 1));
  const failure = inside(bytes, 2);
  if (failure) return { number, said: verdictOn(failure) };
  const revision = numberIn(inside(bytes, 3), 1) ?? -1;
  return { number, said: { type: 'appended', revision } };
};
