/** Counterpart of `readI64`. */
export const writeI64 = (bytes: Buffer, value: number, at: number): void => {
  const high = Math.floor(value / 4_294_967_296);
  bytes.writeInt32BE(high, at);
  bytes.writeUInt32BE(value - high * 4_294_967_296, at + 4);
};

const copiedMax = 256;
const pageBytes = 4_096;

/** Writes one framed answer. Record batches are passed on by reference, never copied together. */
export class Writer {
  private readonly chunks: Buffer[] = [];
  private page = Buffer.allocUnsafe(512);
  private from = 0;
  private at = 4;
  private total = 0;

  constructor(correlationId: number) {
    this.i32(correlationId);
  }

  i8(value: number): void {
    const at = this.room(1);
    this.page.writeInt8(value, at);
  }

  i16(value: number): void {
    const at = this.room(2);
    this.page.writeInt16BE(value, at);
  }

  i32(value: number): void {
    const at = this.room(4);
    this.page.writeInt32BE(value, at);
  }

  i64(value: number): void {
    const at = this.room(8);
    writeI64(this.page, value, at);
  }

  text(value: string | null): void {
    if (value === null) return this.i16(-1);
    const length = Buffer.byteLength(value);
    this.i16(length);
    const at = this.room(length);
    this.page.write(value, at);
  }

  blob(parts: readonly Buffer[] | null): void {
    if (parts === null) return this.i32(-1);
    this.i32(parts.reduce((sum, part) => sum + part.length, 0));
    parts.forEach((part) => this.raw(part));
  }

  /** The chunks of the frame, its length in front. */
  finish(): readonly Buffer[] {
    this.flush();
    this.chunks[0]?.writeInt32BE(this.total - 4, 0);
    return this.chunks;
  }

  private raw(part: Buffer): void {
    if (part.length <= copiedMax) {
      const at = this.room(part.length);
      part.copy(this.page, at);
      return;
    }
    this.flush();
    this.keep(part);
  }

  /** Makes room and tells where. It may turn the page, so it comes before `this.page` is read. */
  private room(count: number): number {
    if (this.at + count > this.page.length) {
      this.flush();
      this.page = Buffer.allocUnsafe(Math.max(pageBytes, count));
      this.from = 0;
      this.at = 0;
    }
    this.at += count;
    return this.at - count;
  }

  private flush(): void {
    if (this.at > this.from) this.keep(this.page.subarray(this.from, this.at));
    this.from = this.at;
  }

  private keep(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.total += chunk.length;
  }
}
