import { type Socket, connect } from 'node:net';

/** A client that sends what it is told, sound or not. */
export class RawClient {
  private chunks: Buffer[] = [];
  private held = 0;
  private wake = () => {};
  isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.held += chunk.length;
      this.wake();
    });
    socket.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
    socket.on('error', () => {});
  }

  static async open(url: string): Promise<RawClient> {
    const port = Number(url.slice(url.lastIndexOf(':') + 1));
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => {
      socket.once('connect', resolve);
    });
    return new RawClient(socket);
  }

  static frame(key: number, version: number, body: Buffer): Buffer {
    const header = Buffer.alloc(14);
    header.writeInt32BE(10 + body.length, 0);
    header.writeInt16BE(key, 4);
    header.writeInt16BE(version, 6);
    header.writeInt32BE(7, 8);
    header.writeInt16BE(-1, 12);
    return Buffer.concat([header, body]);
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The next answer without its length and correlation id, or nothing if the connection ends. */
  async answer(): Promise<Buffer> {
    for (;;) {
      const isWhole = this.held >= 4 && this.held >= 4 + this.first(4).readInt32BE(0);
      if (isWhole) return this.take(4 + this.first(4).readInt32BE(0)).subarray(8);
      if (this.isClosed) return Buffer.alloc(0);
      await new Promise((resolve) => {
        this.wake = resolve as () => void;
      });
    }
  }

  /** What has come, its first chunk made at least `bytes` long. */
  private first(bytes: number): Buffer {
    if ((this.chunks[0]?.length ?? 0) < bytes) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] ?? Buffer.alloc(0);
  }

  private take(bytes: number): Buffer {
    const first = this.first(bytes);
    this.chunks[0] = first.subarray(bytes);
    this.held -= bytes;
    return first.subarray(0, bytes);
  }

  async ask(key: number, version: number, body: Buffer): Promise<Buffer> {
    this.send(RawClient.frame(key, version, body));
    return this.answer();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    this.socket.destroy();
  }
}
