import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fault } from './faults';

/** A local server in a child process, seen from its parent. */
export type ServerProcess = {
  readonly pid: number;
  readonly port: number;
  readonly ready: Readonly<Record<string, unknown>>;
  readonly fault: (fault: Fault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly stats: () => Promise<Readonly<Record<string, number>>>;
  /** Ends it in order (SIGTERM) and waits until it is gone. */
  readonly close: () => Promise<void>;
  /** `kill -9`, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  readonly exited: Promise<number | null>;
};

const hook = join(__dirname, '../../../../tools/swc-register.cjs');

const firstLine = async (child: ChildProcess): Promise<string> => {
  let text = '';
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(complaint.trim() || `ended with code ${code}`)));
    child.once('error', reject);
  });
};

/**
 * Starts the server whose entry file is `main` (TypeScript), with `--name=value` options, and
 * resolves when it is ready. Rejects with what it said on stderr when it ends before that.
 */
export const spawnServer = async (
  main: string,
  options: Readonly<Record<string, string | number>>,
): Promise<ServerProcess> => {
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const child = fork(main, args, {
    execArgv: ['-r', hook],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const ready = JSON.parse(await firstLine(child)) as { port: number };

  let last = 0;
  const ask = async (call: string, fault?: Fault): Promise<unknown> => {
    last += 1;
    const id = last;
    const answered = new Promise((resolve) => {
      const hear = (reply: { id: number; value: unknown }) => {
        if (reply.id !== id) return;
        child.off('message', hear);
        resolve(reply.value);
      };
      child.on('message', hear);
    });
    child.send({ id, call, fault });
    return Promise.race([
      answered,
      exited.then(() => Promise.reject(new Error(`the server ended before answering "${call}"`))),
    ]);
  };

  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };

  return {
    pid: child.pid ?? 0,
    port: ready.port,
    ready,
    fault: async (fault) => void (await ask('fault', fault)),
    clearFaults: async () => void (await ask('clearFaults')),
    stats: async () => (await ask('stats')) as Readonly<Record<string, number>>,
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    exited,
  };
};
