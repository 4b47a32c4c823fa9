import { join } from 'node:path';
import { type ServerProcess, spawnServer } from '@vestibule/local-server';
import { type EventStoreOptions, flagsFrom, urlOf } from './options';

/** A store in a child process, and the connection string for its clients. */
export type EventStoreProcess = ServerProcess & { readonly url: string };

/**
 * Starts a server in a child process, as `startEventStore` would in this one.
 * Rejects with what it said on stderr if it ends before it is ready.
 */
export const spawnEventStore = async (
  options: Omit<EventStoreOptions, 'log'>,
): Promise<EventStoreProcess> => {
  const server = await spawnServer(join(__dirname, 'main.ts'), flagsFrom(options));
  return { ...server, url: urlOf(options.host ?? '127.0.0.1', server.port) };
};
