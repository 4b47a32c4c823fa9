import { type ChildProcess, type StdioOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { type WriteStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';

/** A process of the stack: a local server or a service. */
export type Part = {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  /** Ends it in order and waits until it is gone. */
  readonly close: () => Promise<void>;
  /** `kill -9`, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  readonly exited: Promise<number | null>;
};

const hook = join(__dirname, '../swc-register.cjs');
const launch = join(__dirname, 'launch.cjs');

/** As in deploy/Dockerfile: a batch lives longer than the usual young generation of 16 MB holds. */
const youngGeneration = '--max-semi-space-size=128';
/** For what is started from its sources: of a bundle the map alone would take 130 MB. */
export const nodeOptions = ['--enable-source-maps', youngGeneration];

/** A part that ended before it was ready, with what it had to say. */
export class StartFailedError extends Error {
  override readonly name = 'StartFailedError';

  constructor(part: string, code: number | null, said: string) {
    super(`${part} ended with code ${code} before it was ready:\n${said.trim()}`);
  }
}

const readyPort = async (child: ChildProcess, name: string): Promise<number> => {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new StartFailedError(name, code, said)));
    child.on('message', (message: { ready?: boolean; port?: number }) => {
      if (message.ready) resolve(message.port ?? 0);
    });
  });
};

const logTo = (child: ChildProcess, file: WriteStream): void => {
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
};

export type AppOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** The directory of its log. */
  readonly logs: string;
  /** The file to start it from, in place of its TypeScript source. */
  readonly bundle?: string | undefined;
};

const forkApp = (name: string, { env, bundle }: AppOptions): ChildProcess => {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'ipc'];
  if (bundle !== undefined)
    return fork(launch, [name, bundle], { execArgv: [youngGeneration], env, stdio });
  const main = join(__dirname, `../../apps/${name}/src/main.ts`);
  return fork(main, { execArgv: [...nodeOptions, '-r', hook], env, stdio });
};

/** Starts an app; resolves when it says that it is ready. */
export const startApp = async (name: string, options: AppOptions): Promise<Part> => {
  const child = forkApp(name, options);
  logTo(child, createWriteStream(join(options.logs, `${name}.log`), { flags: 'a' }));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const port = await readyPort(child, name);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    name,
    pid: child.pid ?? 0,
    port,
    close: async () => end('SIGTERM'),
    kill: async () => end('SIGKILL'),
    exited,
  };
};
