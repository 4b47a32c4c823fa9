/** A stretch of bytes, the end left out. */
export type Span = { readonly from: number; readonly to: number };

/** One field of a message: its number in the schema, and the bytes of its content. */
export type Field = Span & {
  readonly number: number;
  /** Of a field that is a number: to 2^53 exact. */
  readonly value: number;
};

const sizedKind = 2;
const uint64Max = 2 ** 64;
const fixedSizes: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

export const varintLength = (value: number): number => {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1;
  return length;
};

/** Writes `value` at `at` and returns the offset behind it. */
export const writeVarint = (out: Buffer, at: number, value: number): number => {
  let next = at;
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    out[next] = rest > 127 ? (rest % 128) | 128 : rest;
    next += 1;
    if (rest <= 127) return next;
  }
};

/** Writes a tag of one byte and a number; returns the offset behind them. */
export const writeNumber = (
  out: Buffer,
  at: number,
  [tag, value]: readonly [number, number],
): number => {
  out[at] = tag;
  return writeVarint(out, at + 1, value);
};

/** Writes a tag of one byte, the length and the bytes; returns the offset behind them. */
export const writeBytes = (
  out: Buffer,
  at: number,
  [tag, bytes]: readonly [number, Uint8Array],
): number => {
  out[at] = tag;
  const start = writeVarint(out, at + 1, bytes.length);
  out.set(bytes, start);
  return start + bytes.length;
};

/** The offset behind the number at `at`. */
export const endOfVarint = (bytes: Buffer, at: number): number => {
  let next = at;
  while (bytes[next]! > 127) next += 1;
  return next + 1;
};

const varintIn = (bytes: Buffer, from: number, to: number): number => {
  let value = 0;
  for (let at = to - 1; at >= from; at -= 1) value = value * 128 + (bytes[at]! & 127);
  return value;
};

/** The field whose tag stands at `at`. */
const fieldAt = (bytes: Buffer, at: number): Field => {
  const begin = endOfVarint(bytes, at);
  const tag = varintIn(bytes, at, begin);
  const [number, kind] = [Math.floor(tag / 8), tag % 8];
  const fixed = fixedSizes[kind];
  if (fixed !== undefined) return { number, value: 0, from: begin, to: begin + fixed };
  const end = endOfVarint(bytes, begin);
  const value = varintIn(bytes, begin, end);
  if (kind === sizedKind) return { number, value, from: end, to: end + value };
  return { number, value, from: begin, to: kind === 0 && value <= uint64Max ? end : Infinity };
};

/**
 * All fields of a message, in their order. Throws RangeError on what is no message.
 * Source: Protocol Buffers documentation, "Encoding".
 */
export const fieldsIn = (
  bytes: Buffer,
  { from, to }: Span = { from: 0, to: bytes.length },
): readonly Field[] => {
  const fields: Field[] = [];
  for (let at = from; at < to;) {
    const field = fieldAt(bytes, at);
    if (field.to > to || field.number === 0) throw new RangeError('These bytes are no message.');
    fields.push(field);
    at = field.to;
  }
  return fields;
};
