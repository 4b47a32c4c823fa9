import { connect, type Socket } from 'node:net';

const timeoutMs = 1_000;
const portDefault = '2113';

/** The one node that an address names; undefined for a cluster, where the client looks itself. */
const nodeIn = (url: string): { readonly host: string; readonly port: number } | undefined => {
  const [, host, port = portDefault] =
    /^esdb:\/\/(?:[^/@]*@)?([^:/?,@]+)(?::(\d+))?(?:[/?]|$)/.exec(url) ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
};

const connected = async (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.setTimeout(timeoutMs, () => reject(new Error(`No connection within ${timeoutMs} ms.`)));
    socket.once('connect', resolve);
    socket.once('error', reject);
  });

/**
 * Rejects while nobody listens at the address. Every call that the client makes in vain leaves
 * behind a connection attempt of its own, which succeeds some day and is then held for ever: after
 * a long outage they would fill the server. So nothing is called before a plain connection was
 * possible.
 */
export const reachable = async (url: string): Promise<void> => {
  const node = nodeIn(url);
  if (!node) return;
  const socket = connect(node);
  try {
    await connected(socket);
  } finally {
    socket.destroy();
  }
};
