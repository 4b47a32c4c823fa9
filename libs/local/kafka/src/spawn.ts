import { join } from 'node:path';
import { type ServerProcess, spawnServer } from '@vestibule/local-server';
import type { KafkaOptions } from './options';

/** A broker in a child process; `url` is what a client is given, `127.0.0.1:<port>`. */
export type KafkaProcess = ServerProcess & { readonly url: string };

/** Starts a broker in a process of its own, on a free port unless one is named. */
export const spawnKafka = async (options: KafkaOptions): Promise<KafkaProcess> => {
  const given = Object.entries({ port: 0, ...options }).map(([name, value]) => {
    const flag = typeof value === 'boolean' ? String(value) : value;
    return [name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), flag] as const;
  });
  const server = await spawnServer(join(__dirname, 'main.ts'), Object.fromEntries(given));
  const host = options.host === '::1' ? '[::1]' : '127.0.0.1';
  return { ...server, url: `${host}:${server.port}` };
};
