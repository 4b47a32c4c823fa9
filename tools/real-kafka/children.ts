import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const lookEveryMs = 50;
/** Apache Kafka takes up to 6 s. Services whose store is gone would take 20, for nothing. */
const patienceMs = 8_000;

/** A program that was started, with all that it starts. */
export type Child = {
  readonly process: ChildProcess;
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
};

type Options = {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Where it prints: here, or into an open file. */
  readonly output: 'inherit' | number;
};

/** Signals a whole group; false when nobody is left in it. */
const signal = (group: number, name: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-group, name);
  } catch {
    return false; // ESRCH: all gone
  }
};

/**
 * Everything that was started here. Each child leads a process group of its own, so that its own
 * children end with it, and so that Ctrl-C reaches nobody but us: we end the rest in order.
 */
export class Children {
  private readonly running = new Map<number, Child>();
  private closed = false;

  start(program: string, args: readonly string[], { env, cwd, output }: Options): Child {
    if (this.closed) throw new Error('Nothing starts any more.');
    const child = spawn(program, args, {
      env: env ?? process.env,
      cwd,
      detached: true,
      stdio: ['ignore', output, output],
    });
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    exited.catch(() => {}); // told to whoever waits for it
    const started = { process: child, exited };
    if (child.pid !== undefined) this.running.set(child.pid, started);
    return started;
  }

  /** Ends a child and its group by SIGTERM, and by SIGKILL what has not ended in time. */
  async end({ process: { pid } }: Child): Promise<void> {
    if (pid === undefined) return;
    signal(pid, 'SIGTERM');
    const giveUpAtMs = performance.now() + patienceMs;
    while (signal(pid, 0) && performance.now() < giveUpAtMs) await wait(lookEveryMs);
    signal(pid, 'SIGKILL');
    this.running.delete(pid);
  }

  /** Ends all without waiting: for those who ask a second time. */
  killAll(): void {
    for (const group of this.running.keys()) signal(group, 'SIGKILL');
  }

  /** Ends all; from now on nothing can be started. */
  async endAll(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.running.values()].map(async (child) => this.end(child)));
  }
}
