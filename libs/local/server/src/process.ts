import { parseArgs } from 'node:util';
import { StartError, checkAddress } from './address';
import type { Fault } from './faults';

/** `port` 0 picks a free one; `data` is the directory, created if missing. */
export type StartOptions = {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** Further options by name, as given on the command line: `--sync=none` → `{ sync: 'none' }`. */
  readonly extra: Readonly<Record<string, string>>;
};

/** A running local server, in this process. */
export type LocalServer = {
  readonly port: number;
  /** What a client is given: `127.0.0.1:9092`, or `esdb://127.0.0.1:2113?tls=false`. */
  readonly url: string;
  readonly recovered: Readonly<Record<string, number>>;
  readonly fault: (fault: Fault) => void;
  readonly clearFaults: () => void;
  readonly stats: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
};

type Request = {
  readonly id: number;
  readonly call: 'fault' | 'clearFaults' | 'stats';
  readonly fault?: Fault;
};

const stopWithinMs = 1_900;

const answer = (server: LocalServer, { call, fault }: Request): unknown => {
  switch (call) {
    case 'fault':
      return fault && server.fault(fault);
    case 'clearFaults':
      return server.clearFaults();
    case 'stats':
      return server.stats();
  }
};

const optionsFrom = (args: readonly string[], port: number, data: string): StartOptions => {
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true });
  const given: Record<string, string> = {};
  tokens.forEach((token) => {
    if (token.kind === 'option') given[token.name] = token.value ?? 'true';
  });
  const {
    host = '127.0.0.1',
    port: wanted = String(port),
    data: directory = data,
    ...extra
  } = given;
  return { host, port: Number(wanted), data: directory, extra };
};

/** Closes in order; a close that hangs or fails ends the process with 1. */
const end = async (server: LocalServer): Promise<void> => {
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  await server.close().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
  process.exit(0);
};

/**
 * Runs a server as a process of its own: one JSON line on stdout when ready, faults and figures over
 * the parent's IPC channel. SIGTERM, the end of the parent and (without a parent) SIGINT end it with
 * exit code 0. Options are `--name=value`.
 */
export const runProcess = async (
  defaults: { readonly port: number; readonly data: string },
  start: (options: StartOptions) => Promise<LocalServer>,
): Promise<void> => {
  const began = Date.now();
  try {
    const options = optionsFrom(process.argv.slice(2), defaults.port, defaults.data);
    checkAddress(options.host, process.env['NODE_ENV']);
    const server = await start(options);
    const stop = () => void end(server);
    process.once('SIGTERM', stop);
    // Ctrl-C reaches a whole group of processes: a parent says itself when its servers may end.
    process.on('SIGINT', process.send ? () => {} : stop);
    process.once('disconnect', stop); // the parent is gone, and nobody else would end this one
    process.on('message', (request: Request) => {
      process.send?.({ id: request.id, value: answer(server, request) });
    });
    const { port, recovered } = server;
    const line = { ready: true, port, recovered, ms: Date.now() - began };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof StartError ? error.exitCode : 1);
  }
};
