import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ann, codeOf, issuer, nowMs } from '../gateway.words';
import { tokens } from './tokens';

/** An issuer that publishes its keys on loopback. */
const published = async (body: string): Promise<{ server: Server; url: URL }> => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, url: new URL(`http://127.0.0.1:${port}/keys`) };
};

const close = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await once(server.close(), 'close');
};

const takenFrom = (url: URL, troubles: unknown[] = []) =>
  tokens({
    keys: { type: 'url', url },
    issuer: 'issuer',
    audience: 'vestibule',
    nowMs: () => nowMs,
    onTrouble: (error) => troubles.push(error),
  });

test('keys are fetched from the issuer, and kept when it is away', async () => {
  const theirs = await issuer();
  const { server, url } = await published(JSON.stringify(theirs.keys));
  const taken = takenFrom(url);
  const token = await theirs.token();
  expect(await taken.callerOf(token)).toMatchObject({ accountId: ann });
  await close(server);
  expect(await taken.callerOf(token)).toMatchObject({ accountId: ann });
});

test('an issuer that is away, or publishes no keys, is no fault of the caller', async () => {
  const theirs = await issuer();
  const { server, url } = await published('{"keys":7}');
  const troubles: unknown[] = [];
  const token = await theirs.token();
  expect(await codeOf(async () => takenFrom(url, troubles).callerOf(token))).toBe('BUSY');
  await close(server);
  expect(await codeOf(async () => takenFrom(url, troubles).callerOf(token))).toBe('BUSY');
  expect(troubles).toHaveLength(2);
});
