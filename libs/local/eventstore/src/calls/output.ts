import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream } from '@grpc/grpc-js';

export type ReadStream = ServerWritableStream<ReadReq, Buffer>;

const largeBytes = 48 << 10;

/** The way out to one reader; its call waits in one place at a time, and one signal wakes it. */
export class Output {
  private wake: () => void = () => {};

  constructor(private readonly call: ReadStream) {
    call.on('drain', () => this.signal());
    call.on('cancelled', () => this.signal());
  }

  get isClosed(): boolean {
    return this.call.cancelled || this.call.writableEnded;
  }

  signal(): void {
    this.wake();
  }

  signalled(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.isClosed) resolve();
    });
  }

  /**
   * Sends one answer; a promise is for waiting until the reader has caught up.
   * The queue holds 16 answers, so a large one is waited for alone: about 1 MiB together.
   */
  send(answer: Buffer): Promise<void> | undefined {
    if (this.isClosed) return undefined;
    const large = answer.length > largeBytes;
    const room = this.call.write(answer, undefined, large ? () => this.signal() : undefined);
    return large || !room ? this.drained(large) : undefined;
  }

  private async drained(entirely: boolean): Promise<void> {
    const isFull = (): boolean =>
      entirely ? this.call.writableLength > 0 : this.call.writableNeedDrain;
    while (!this.isClosed && isFull()) await this.signalled();
  }
}
