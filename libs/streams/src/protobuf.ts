/** What is written: from the last byte to the first, so that a length is known when it is due. */
export type Backwards = {
  readonly number: (field: number, value: number) => void;
  readonly text: (field: number, value: string) => void;
  /** A message inside, of what `write` writes; its fields too go from the last to the first. */
  readonly message: (field: number, write: () => void) => void;
  readonly bytes: () => Buffer;
};

const numberKind = 0;
const textKind = 2;

const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest /= 0x80) size += 1;
  return size;
};

/**
 * Writes one protobuf message of at most `bytesMax` bytes. Fields below 16, numbers from 0 to 2^53.
 * Source: Protocol Buffers documentation, "Encoding".
 */
export const backwards = (bytesMax: number): Backwards => {
  const buffer = Buffer.allocUnsafe(bytesMax);
  let start = bytesMax;

  const varint = (value: number): void => {
    start -= varintSize(value);
    let at = start;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) buffer[at++] = (rest % 0x80) | 0x80;
    buffer[at] = rest;
  };
  const sized = (field: number, end: number): void => {
    varint(end - start);
    varint(field * 8 + textKind);
  };

  return {
    number: (field, value) => {
      varint(value);
      varint(field * 8 + numberKind);
    },
    text: (field, value) => {
      const end = start;
      start -= Buffer.byteLength(value);
      buffer.write(value, start);
      sized(field, end);
    },
    message: (field, write) => {
      const end = start;
      write();
      sized(field, end);
    },
    bytes: () => buffer.subarray(start),
  };
};

const fixedSizes: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
const keptBytes = 7;

/** A stretch of bytes, the end left out. */
export type Span = { readonly from: number; readonly to: number };

/** One field: where its content stands, and of a number its low 49 bits. */
export type Field = Span & {
  readonly number: number;
  /** Text, bytes or a message; otherwise a number. */
  readonly isSized: boolean;
  readonly value: number;
};

const endOfVarint = (bytes: Buffer, at: number): number => {
  let last = at;
  while ((bytes[last] ?? 0) >= 0x80) last += 1;
  return last + 1;
};

const varintIn = (bytes: Buffer, from: number, to: number): number => {
  let value = 0;
  for (let at = Math.min(to, from + keptBytes) - 1; at >= from; at -= 1)
    value = value * 0x80 + ((bytes[at] ?? 0) & 0x7f);
  return value;
};

const fieldAt = (bytes: Buffer, at: number): Field => {
  const begin = endOfVarint(bytes, at);
  const tag = varintIn(bytes, at, begin);
  const [number, kind] = [Math.floor(tag / 8), tag % 8];
  const fixed = fixedSizes[kind];
  if (fixed !== undefined)
    return { number, isSized: false, value: 0, from: begin, to: begin + fixed };
  const end = endOfVarint(bytes, begin);
  const value = varintIn(bytes, begin, end);
  if (kind === textKind) return { number, isSized: true, value, from: end, to: end + value };
  return { number, isSized: false, value, from: begin, to: end };
};

/**
 * The fields of a protobuf message within `bytes`, in their order: all, or up to the one that
 * `isLast`. Throws on what is no protobuf.
 */
export const fieldsIn = (
  bytes: Buffer,
  { from, to }: Span,
  isLast: (field: Field) => boolean = () => false,
): readonly Field[] => {
  const fields: Field[] = [];
  for (let at = from; at < to;) {
    const field = fieldAt(bytes, at);
    if (field.number === 0 || field.to > to) throw new RangeError('These bytes are no message.');
    fields.push(field);
    if (isLast(field)) break;
    at = field.to;
  }
  return fields;
};

/**
 * The first value of a field of a protobuf message: a number's low 49 bits, or the bytes of a text or
 * a message. Unknown fields are passed over. Throws on what is no protobuf.
 */
export const fieldIn = (bytes: Buffer, wanted: number): number | Buffer | undefined => {
  const whole = { from: 0, to: bytes.length };
  const found = fieldsIn(bytes, whole, ({ number }) => number === wanted).at(-1);
  if (found?.number !== wanted) return undefined;
  return found.isSized ? bytes.subarray(found.from, found.to) : found.value;
};
