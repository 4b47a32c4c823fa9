import type { Socket } from 'node:net';
import type { Origin, Outcome } from './serve';

const frameBytesMax = 16 * 1024 * 1024;
const frameBytesMin = 8;
const lengthBytes = 4;
/** More than this behind a request in work, and the socket is not read any further. */
const aheadBytesMax = 1024 * 1024;
const nothing = Buffer.alloc(0);

/** One client: its requests are answered one at a time, in order. */
class Connection {
  private chunks: Buffer[] = [];
  private held = 0;
  private isBusy = false;
  private readonly origin: Origin;

  constructor(
    private readonly socket: Socket,
    private readonly answer: (frame: Buffer, origin: Origin) => Outcome | Promise<Outcome>,
    private readonly refused: (reason: unknown) => void,
  ) {
    this.origin = { host: `/${socket.remoteAddress ?? ''}`, onClose: new Set() };
  }

  start(): void {
    const { socket, origin } = this;
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.held += chunk.length;
      if (this.isBusy && this.held > aheadBytesMax) socket.pause();
      this.work();
    });
    socket.on('close', () => origin.onClose.forEach((end) => end()));
    socket.resume();
  }

  private work(): void {
    try {
      while (!this.isBusy && !this.socket.destroyed) {
        const frame = this.nextFrame();
        if (!frame) break;
        const outcome = this.answer(frame, this.origin);
        const sent = outcome instanceof Promise ? outcome.then(this.send) : this.send(outcome);
        if (sent) void this.waitFor(sent);
      }
    } catch (error) {
      this.end(error);
    }
    if (!this.isBusy && this.socket.isPaused()) this.socket.resume();
  }

  private async waitFor(done: Promise<void>): Promise<void> {
    this.isBusy = true;
    try {
      await done;
      this.isBusy = false;
      this.work();
    } catch (error) {
      this.end(error);
    }
  }

  private nextFrame(): Buffer | undefined {
    const length = this.peekLength();
    if (length === undefined || this.held < lengthBytes + length) return undefined;
    const end = lengthBytes + length;
    const [first = nothing, ...others] = this.withFirst(end);
    this.chunks = first.length > end ? [first.subarray(end), ...others] : others;
    this.held -= end;
    return first.subarray(lengthBytes, end);
  }

  private peekLength(): number | undefined {
    if (this.held < lengthBytes) return undefined;
    this.chunks = this.withFirst(lengthBytes);
    const length = this.chunks[0]?.readInt32BE(0) ?? 0;
    if (length < frameBytesMin || length > frameBytesMax)
      throw new RangeError(`a frame of ${length} bytes`);
    return length;
  }

  /** The chunks, joined if the first one has fewer than `bytes`. */
  private withFirst(bytes: number): Buffer[] {
    return (this.chunks[0]?.length ?? 0) < bytes ? [Buffer.concat(this.chunks)] : this.chunks;
  }

  /** Resolves when the client has taken enough of the answer for the next request. */
  private readonly send = (outcome: Outcome): Promise<void> | undefined => {
    if (outcome === 'close') this.socket.destroy();
    if (outcome === 'close' || outcome === null || this.socket.destroyed) return undefined;
    this.socket.cork();
    const isTaken = outcome.map((chunk) => this.socket.write(chunk)).every(Boolean);
    this.socket.uncork();
    return isTaken ? undefined : this.drained();
  };

  private async drained(): Promise<void> {
    const { onClose } = this.origin;
    return new Promise((resolve) => {
      const end = () => {
        this.socket.off('drain', end);
        onClose.delete(end);
        resolve();
      };
      this.socket.on('drain', end);
      onClose.add(end);
    });
  }

  private end(reason: unknown): void {
    this.refused(reason);
    this.socket.destroy();
  }
}

/** Reads and answers the requests of a paused socket from now on. */
export const startConnection = (
  socket: Socket,
  answer: (frame: Buffer, origin: Origin) => Outcome | Promise<Outcome>,
  refused: (reason: unknown) => void,
): void => {
  new Connection(socket, answer, refused).start();
};
