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

/** Where the number at `from` ends, and its low 49 bits: enough for all that is read here. */
const varintAt = (bytes: Uint8Array, from: number): readonly [value: number, end: number] => {
  let [at, value, weight] = [from, 0, 1];
  for (; (bytes[at] ?? 0) >= 0x80; at += 1, weight *= 0x80)
    if (at - from < 7) value += ((bytes[at] ?? 0) & 0x7f) * weight;
  return [at - from < 7 ? value + (bytes[at] ?? 0) * weight : value, at + 1];
};

/**
 * The first value of a field of a protobuf message: a number's low 49 bits, or the bytes of a text or
 * a message. Unknown fields are passed over. Throws on what is no protobuf.
 */
export const fieldIn = (bytes: Buffer, wanted: number): number | Buffer | undefined => {
  for (let at = 0; at < bytes.length;) {
    const [tag, begin] = varintAt(bytes, at);
    const [value, behind] = tag % 8 in fixedSizes ? [0, begin] : varintAt(bytes, begin);
    const size = tag % 8 === textKind ? value : (fixedSizes[tag % 8] ?? 0);
    at = behind + size;
    if (tag === 0 || at > bytes.length) throw new RangeError('These bytes are no message.');
    if (Math.floor(tag / 8) === wanted)
      return tag % 8 === textKind ? bytes.subarray(behind, at) : value;
  }
  return undefined;
};
