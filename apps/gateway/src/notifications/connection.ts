import type { Told } from './feed';
import { heartbeat, opening } from './sse';

/** The part of an HTTP response that a stream needs. */
export type Outlet = {
  /** False when what was written waits in memory: the reader is slower than we are. */
  readonly write: (text: string) => boolean;
  readonly end: () => void;
  readonly destroy: () => void;
  readonly on: (event: 'drain' | 'close', listener: () => void) => unknown;
};

export type ConnectionNeeds = {
  /** Never rejects. */
  readonly textOf: (told: Told) => Promise<string>;
  readonly heartbeatMs: number;
  /** Events waiting for a slow reader at most; then it is cut off, and comes back with its place. */
  readonly waitingMax: number;
  readonly onClosed: () => void;
};

/** One reader of a stream of events: in order, bounded, and kept alive by heartbeats. */
export class Connection {
  private readonly waiting: Told[] = [];
  private readonly beat: NodeJS.Timeout;
  private isWriting = false;
  private isClosed = false;
  private missedBeats = 0;
  private drained: () => void = () => {};

  constructor(
    private readonly outlet: Outlet,
    private readonly needs: ConnectionNeeds,
  ) {
    outlet.on('close', () => this.closed());
    outlet.on('drain', () => this.drained());
    this.beat = setInterval(() => this.onBeat(), needs.heartbeatMs).unref();
    outlet.write(opening);
  }

  readonly tell = (told: Told): void => {
    if (this.isClosed) return;
    this.waiting.push(told);
    if (this.waiting.length > this.needs.waitingMax) this.outlet.destroy();
    else if (!this.isWriting) void this.writeAll();
  };

  readonly close = (): void => {
    if (!this.isClosed) this.outlet.end();
  };

  private closed(): void {
    this.isClosed = true;
    clearInterval(this.beat);
    this.drained();
    this.needs.onClosed();
  }

  /** Two heartbeats long nothing was taken: the reader is gone, or as good as gone. */
  private onBeat(): void {
    this.missedBeats = this.isWriting ? this.missedBeats + 1 : 0;
    if (this.missedBeats >= 2) this.outlet.destroy();
    else if (!this.isWriting) this.outlet.write(heartbeat);
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      await this.write(await this.needs.textOf(next));
      if (this.isClosed) return;
    }
    this.isWriting = false;
  }

  private async write(text: string): Promise<void> {
    if (this.isClosed || this.outlet.write(text)) return;
    await new Promise<void>((resolve) => {
      this.drained = resolve;
    });
  }
}
