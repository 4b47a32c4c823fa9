/** A signed 64-bit number; exact up to 2^53, which offsets and times never reach. */
export const readI64 = (bytes: Buffer, at: number): number =>
  bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);

/** Reads the classic (non-flexible) encoding; whatever lies out of bounds is a RangeError. */
export class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  get position(): number {
    return this.at;
  }

  skip(count: number): number {
    if (count < 0 || count > this.left)
      throw new RangeError(`${count} bytes asked of ${this.left}`);
    this.at += count;
    return this.at - count;
  }

  i8(): number {
    return this.bytes.readInt8(this.skip(1));
  }

  i16(): number {
    return this.bytes.readInt16BE(this.skip(2));
  }

  i32(): number {
    return this.bytes.readInt32BE(this.skip(4));
  }

  i64(): number {
    return readI64(this.bytes, this.skip(8));
  }

  text(): string | null {
    const length = this.i16();
    if (length === -1) return null;
    const from = this.skip(length);
    return this.bytes.toString('utf8', from, from + length);
  }

  blob(): Buffer | null {
    const length = this.i32();
    if (length === -1) return null;
    const from = this.skip(length);
    return this.bytes.subarray(from, from + length);
  }

  /** A list's length; every item takes a byte at least, so a longer list cannot be meant. */
  count(): number {
    const count = this.i32();
    if (count < -1 || count > this.left) throw new RangeError(`a list of ${count} items`);
    return count;
  }

  /** The zigzag number inside records; up to 64 bits on the wire. */
  varint(): number {
    let value = 0;
    for (let scale = 1, more = true; more; scale *= 128) {
      const byte = this.i8();
      value += (byte & 127) * scale;
      more = byte < 0;
      if (scale > 2 ** 63) throw new RangeError('a number of more than ten bytes');
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
