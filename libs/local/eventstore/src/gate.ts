import { type AddressInfo, type Socket, createServer } from 'node:net';
import { once } from 'node:events';

/** The listening port and its connections. */
export type Gate = {
  readonly port: number;
  /** Hands over every connection, also those that came earlier. */
  readonly open: (accept: (socket: Socket) => void) => void;
  /** Closes the connection of a peer at once. */
  readonly cut: (peer: string) => void;
  readonly connections: () => number;
  /** Accepts no more; those that are open stay. */
  readonly stop: () => void;
};

const connectionsMax = 64;

/** Binds a port. The port is the first fence against a second server on the same data. */
export const bindGate = async (host: string, port: number): Promise<Gate> => {
  const sockets = new Map<string, Socket>();
  const early: Socket[] = [];
  let accept = (socket: Socket): void => void early.push(socket);

  const server = createServer({ noDelay: true }, (socket) => {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(peer, socket);
    socket.on('error', () => {}); // a reset connection: `close` follows
    socket.once('close', () => sockets.delete(peer));
    accept(socket);
  });
  server.maxConnections = connectionsMax;
  server.listen(port, host);
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    open: (next) => {
      accept = next;
      early.splice(0).forEach(next);
    },
    cut: (peer) => void sockets.get(peer)?.destroy(),
    connections: () => sockets.size,
    stop: () => {
      server.close();
      early.forEach((socket) => socket.destroy());
    },
  };
};
