import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a store that can fall silent without a word, as a broken network does. */
export const proxyTo = async ({ port }: { readonly port: number }) => {
  const open: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    [near, far].forEach((socket) => socket.on('error', () => undefined));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far);
    far.pipe(near);
    open.push(near, far);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo;

  return {
    url: `esdb://127.0.0.1:${ownPort}?tls=false`,
    /** What is connected now carries nothing any more; later connections do. */
    freeze: () => open.forEach((socket) => void socket.unpipe().pause()),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      open.forEach((socket) => socket.destroy());
      await closed;
    },
  };
};
