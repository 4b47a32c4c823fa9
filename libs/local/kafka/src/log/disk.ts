import { closeSync, fdatasync, ftruncateSync, writevSync } from 'node:fs';
import { promisify } from 'node:util';
import type { FaultTable } from '@vestibule/local-server';
import type { Clock } from '../clock';

const sync = promisify(fdatasync);
const retryMs = 1_000;

export type DiskOptions = {
  /** `commit`: an answer waits for `fdatasync`. `none`: it waits for the operating system only. */
  readonly sync: 'none' | 'commit';
  readonly faults: Pick<FaultTable, 'take'>;
  readonly clock: Clock;
  /** Called when nothing true can be said any more; must end the process. */
  readonly fatal: (reason: string) => void;
};

/** All writing of records and offsets: one shared group sync, and one answer to a full disk. */
export class Disk {
  private readonly dirty = new Set<number>();
  private readonly leaving = new Set<number>();
  private waiting: (() => void)[] = [];
  private busy = false;
  private broken = false;
  private full = false;
  private retryAtMs = 0;

  constructor(private readonly options: DiskOptions) {}

  get synced(): boolean {
    return this.options.sync === 'commit';
  }

  /** Writes at the end of a file. False: no space; the file is as it was, and nothing happened. */
  write(fd: number, chunks: readonly Buffer[], at: number): boolean {
    const now = this.options.clock.now();
    if (this.broken || now < this.retryAtMs) return false;
    try {
      this.writeAll(fd, chunks, at);
      if (this.synced) this.dirty.add(fd);
      return true;
    } catch (error) {
      this.retryAtMs = now + retryMs;
      this.undo(fd, at, error);
      return false;
    }
  }

  /** Runs `then` when all that was written so far is as durable as promised. */
  onceDurable(then: () => void): void {
    if (!this.synced) return then();
    this.waiting.push(then);
    if (this.busy) return;
    this.busy = true;
    setImmediate(() => void this.rounds());
  }

  /** Closes a file that gets no more writes, after the sync that still needs it. */
  release(fd: number): void {
    if (!this.synced) return closeSync(fd);
    this.leaving.add(fd);
    this.onceDurable(() => {});
  }

  mend(): void {
    this.full = false;
    this.retryAtMs = 0;
  }

  private writeAll(fd: number, chunks: readonly Buffer[], at: number): void {
    if (this.options.faults.take(['diskFull'], {})) this.full = true;
    if (this.full) throw new Error('ENOSPC: no space left (switched fault)');
    let left = chunks;
    for (let position = at; left.length > 0;) {
      let written = writevSync(fd, left, position);
      position += written;
      left = left.flatMap((chunk) => {
        const taken = Math.min(written, chunk.length);
        written -= taken;
        return taken === chunk.length ? [] : [chunk.subarray(taken)];
      });
    }
  }

  private undo(fd: number, at: number, cause: unknown): void {
    try {
      ftruncateSync(fd, at);
    } catch {
      this.fail(`a failed write could not be undone: ${String(cause)}`);
    }
  }

  /** One sync per turn for all that wrote in it. A failed sync is never repeated: see the README. */
  private async rounds(): Promise<void> {
    while (this.waiting.length > 0 && !this.broken) {
      const [files, told] = [[...this.dirty], this.waiting];
      this.dirty.clear();
      this.waiting = [];
      try {
        await this.options.clock.wait(this.options.faults.take(['slowSync'], {})?.ms ?? 0);
        await Promise.all(files.map(async (fd) => sync(fd)));
      } catch (error) {
        return this.fail(`sync failed: ${String(error)}`);
      }
      this.closeLeaving();
      told.forEach((then) => then());
    }
    this.busy = false;
  }

  private closeLeaving(): void {
    for (const fd of this.leaving) {
      if (this.dirty.has(fd)) continue;
      this.leaving.delete(fd);
      closeSync(fd);
    }
  }

  private fail(reason: string): void {
    this.broken = true;
    this.options.fatal(reason);
  }
}
