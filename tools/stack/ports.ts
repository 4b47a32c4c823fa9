import { createServer } from 'node:net';
import { once } from 'node:events';

const listens = async (port: number): Promise<number | undefined> => {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
};

/** The wanted loopback port if it is free, otherwise another one; 0 asks for any. */
export const freePort = async (wanted: number): Promise<{ port: number; taken: boolean }> => {
  const port = await listens(wanted);
  if (port !== undefined) return { port, taken: false };
  return { port: (await listens(0)) ?? 0, taken: true };
};
