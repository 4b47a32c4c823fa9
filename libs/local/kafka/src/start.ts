import { mkdirSync } from 'node:fs';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import {
  type FaultTable,
  type LocalServer,
  checkAddress,
  faultTable,
  lockDirectory,
} from '@vestibule/local-server';
import type { Broker } from './broker';
import { startConnection } from './connection';
import { closeBroker, openBroker, say } from './open';
import type { KafkaOptions } from './options';
import { serve } from './serve';
import { switchFault } from './switches';

const connectionsMax = 500;
const retentionMs = 30_000;

const listen = async (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** The listening port with its connections; those that come before `serveAll` wait for it. */
const openPort = (isRefused: () => boolean) => {
  const sockets = new Set<Socket>();
  let take: ((socket: Socket) => void) | undefined;
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    if (sockets.size >= connectionsMax || isRefused()) return void socket.destroy();
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    take?.(socket);
  });
  return {
    server,
    connections: () => sockets.size,
    serveAll: (how: (socket: Socket) => void) => {
      take = how;
      sockets.forEach(how);
    },
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

type Gate = ReturnType<typeof openPort>;
type Place = readonly [host: string, port: number];
type Running = {
  readonly broker: Broker;
  readonly gate: Gate;
  readonly unlock: () => Promise<void>;
};

const figures = ({ topics, groups }: Broker) => ({
  topics: topics.names().length,
  partitions: topics.all().length,
  groups: groups.ids().length,
  truncatedBytes: topics.all().reduce((sum, log) => sum + log.truncatedBytes, 0),
});

/** Locks the data directory and recovers what is in it. */
const open = async (options: KafkaOptions, place: Place, faults: FaultTable) => {
  mkdirSync(options.data, { recursive: true });
  const unlock = await lockDirectory(options.data);
  try {
    return { broker: openBroker(options, place, faults), unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
};

const closing = ({ broker, gate, unlock }: Running): (() => Promise<void>) => {
  const retain = () => broker.topics.all().forEach((log) => log.retain());
  const retaining = setInterval(retain, retentionMs).unref();
  const close = async () => {
    clearInterval(retaining);
    await gate.close();
    await closeBroker(broker);
    await unlock();
  };
  let closed: Promise<void> | undefined;
  return async () => {
    closed ??= close();
    return closed;
  };
};

const serverOf = (running: Running, [host, port]: Place): LocalServer => {
  const { broker, gate } = running;
  return {
    port,
    url: host === '::1' ? `[::1]:${port}` : `${host}:${port}`,
    recovered: figures(broker),
    fault: (fault) => switchFault(broker, fault),
    clearFaults: () => {
      broker.faults.clear();
      broker.disk.mend();
    },
    stats: () => ({
      ...figures(broker),
      ...broker.counts,
      ...broker.faults.counts(),
      connections: gate.connections(),
    }),
    close: closing(running),
  };
};

/**
 * Starts a broker in this process; resolves when it answers.
 * Throws a StartError for a refused address or a directory in use, a DamageError for a damaged log.
 */
export const startKafka = async (options: KafkaOptions): Promise<LocalServer> => {
  const { host = '127.0.0.1', port: wanted = 0 } = options;
  checkAddress(host, process.env['NODE_ENV']);
  const faults = faultTable();
  const gate = openPort(() => faults.take(['unavailable'], {}) !== undefined);
  // The port comes before the lock: it is the second fence against two brokers on one directory.
  const port = await listen(gate.server, wanted, host);
  const opened = await open(options, [host, port], faults).catch(async (error: unknown) => {
    await gate.close();
    throw error;
  });
  const refused = (reason: unknown) => void (options.log && say({ refused: String(reason) }));
  gate.serveAll((socket) => {
    startConnection(socket, (frame, origin) => serve(opened.broker, frame, origin), refused);
  });
  return serverOf({ ...opened, gate }, [host, port]);
};
