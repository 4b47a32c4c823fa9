type Text = string | Buffer;

/** What is written: from the last byte to the first, so that a length is known when it is due. */
export type Backwards = {
  /** Where what was written last begins. */
  readonly start: () => number;
  /** What was written since `end` was the start. */
  readonly until: (end: number) => Buffer;
  readonly int8: (value: number) => void;
  readonly int16: (value: number) => void;
  readonly int32: (value: number) => void;
  /** A whole number up to 2^53. */
  readonly int64: (value: number) => void;
  /** As few bytes as a number of 32 bits needs, its sign in the lowest bit. */
  readonly varint: (value: number) => void;
  /** Gives the length. */
  readonly text: (value: Text) => number;
  readonly sizedText: (value: Text | null) => void;
};

const writeVarint = (buffer: Buffer, end: number, value: number): number => {
  let coded = ((value << 1) ^ (value >> 31)) >>> 0;
  let size = 1;
  for (let rest = coded; rest >= 0x80; rest >>>= 7) size += 1;
  let at = end - size;
  for (; coded >= 0x80; coded >>>= 7) buffer[at++] = (coded & 0x7f) | 0x80;
  buffer[at] = coded;
  return end - size;
};

/** A buffer of `bytesMax` that is filled from its end with what Kafka's protocol is made of. */
export const backwards = (bytesMax: number): Backwards => {
  const buffer = Buffer.allocUnsafe(bytesMax);
  let start = bytesMax;

  const int32 = (value: number): void => {
    start -= 4;
    buffer.writeInt32BE(value | 0, start);
  };
  const varint = (value: number): void => {
    start = writeVarint(buffer, start, value);
  };
  const text = (value: Text): number => {
    const size = Buffer.byteLength(value);
    start -= size;
    if (typeof value === 'string') buffer.write(value, start);
    else value.copy(buffer, start);
    return size;
  };

  return {
    start: () => start,
    until: (end) => buffer.subarray(start, end),
    int8: (value) => {
      start -= 1;
      buffer.writeInt8(value, start);
    },
    int16: (value) => {
      start -= 2;
      buffer.writeInt16BE(value, start);
    },
    int32,
    int64: (value) => {
      int32(value % 2 ** 32);
      int32(Math.floor(value / 2 ** 32));
    },
    varint,
    text,
    sizedText: (value) => varint(value === null ? -1 : text(value)),
  };
};
