import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { logger, system } from '@vestibule/service';
import webPush from 'web-push';
import type { Push } from './channel';
import { webPushChannel } from './web-push';
import { certificate } from './web-push.words';

const ports = { log: logger('test', 'silent'), system };
const keys = webPush.generateVAPIDKeys();
const vapid = { subject: 'mailto:operator@example.net', ...keys };

type Request = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** A push service on loopback with a certificate of its own; it breaks off where it has no status. */
const pushService = async (status: number | null) => {
  const requests: Request[] = [];
  const tls = certificate();
  const server = createServer(tls, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({ headers: request.headers, body: Buffer.concat(parts) });
      if (status === null) response.socket?.destroy();
      else response.writeHead(status).end('why not');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ ca: tls.cert, keepAlive: false });
  const hosts = [`127.0.0.1:${port}`];
  const close = async () => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  const endpoint = `https://127.0.0.1:${port}/send/secret-token`;
  return { channel: webPushChannel({ vapid, hosts, agent }), endpoint, requests, close };
};

const browser = () => {
  const ecdh = createECDH('prime256v1');
  const p256dh = ecdh.generateKeys('base64url');
  return { ecdh, p256dh, auth: randomBytes(16).toString('base64url') };
};

const pushTo = (device: Push['device'], more: Partial<Push> = {}): Push => ({
  noticeId: 'n1/web-push:d1',
  person: 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42',
  kind: 'request-received',
  text: 'You have a new message request.',
  conversationId: 'ba41a04f-d3c1-5f9a-9817-7470512b77b9',
  collapseId: 'ba41a04f-d3c1-5f9a-9817-7470512b77b9',
  happenedAtMs: 1_790_000_000_000,
  ...(device && { device }),
  ...more,
});

const derive = (key: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/** What the browser makes of it: RFC 8291 over RFC 8188, one record. */
const decrypted = (body: Buffer, { ecdh, auth }: ReturnType<typeof browser>): string => {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + sender.length);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const shared = derive(ecdh.computeSecret(sender), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(shared, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(shared, salt, 'Content-Encoding: nonce\0', 12);
  const opening = createDecipheriv('aes-128-gcm', key, nonce);
  opening.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
};

const isSigned = (authorization: string): boolean => {
  const [, token = ''] = /t=([^,]+)/u.exec(authorization) ?? [];
  const [head, claims, signature = ''] = token.split('.');
  const point = Buffer.from(keys.publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = {
    key: createPublicKey({ key: jwk, format: 'jwk' }),
    dsaEncoding: 'ieee-p1363',
  } as const;
  const signed = Buffer.from(`${head}.${claims}`);
  return verify('sha256', signed, key, Buffer.from(signature, 'base64url'));
};

describe('a web push', () => {
  test('I53: for a request holds generic words alone, encrypted for the browser', async () => {
    const { channel, endpoint, requests, close } = await pushService(201);
    const device = browser();
    const push = pushTo({ endpoint, p256dh: device.p256dh, auth: device.auth });
    expect(await channel.push(push, ports)).toBe('sent');
    await close();
    const [{ headers, body }] = requests as [Request];
    expect(JSON.parse(decrypted(body, device))).toEqual({
      kind: 'request-received',
      text: 'You have a new message request.',
      conversationId: push.conversationId,
      tag: push.conversationId,
      happenedAtMs: push.happenedAtMs,
    });
    expect(body.includes('message request')).toBe(false);
    expect(headers).toMatchObject({
      ttl: '900',
      urgency: 'normal',
      topic: push.conversationId.replaceAll('-', ''),
      'content-encoding': 'aes128gcm',
    });
    expect(isSigned(headers.authorization ?? '')).toBe(true);
  });

  test.each([
    [201, 'sent'],
    [404, 'gone'],
    [410, 'gone'],
    [400, 'failed'],
    [413, 'failed'],
    [408, 'not-now'],
    [429, 'not-now'],
    [500, 'not-now'],
    [503, 'not-now'],
  ] as const)('that the service answers with %d is "%s"', async (status, answer) => {
    const { channel, endpoint, close } = await pushService(status);
    const { p256dh, auth } = browser();
    expect(await channel.push(pushTo({ endpoint, p256dh, auth }), ports)).toBe(answer);
    await close();
  });

  test('goes to no other host than those allowed, nor without encryption, nor anywhere at all', async () => {
    const { channel, endpoint, requests, close } = await pushService(201);
    const { p256dh, auth } = browser();
    const { port } = new URL(endpoint);
    for (const elsewhere of [
      `https://localhost:${port}/send`,
      `http://127.0.0.1:${port}/send`,
      'https://127.0.0.1/send',
    ])
      expect(await channel.push(pushTo({ endpoint: elsewhere, p256dh, auth }), ports)).toBe(
        'failed',
      );
    expect(await channel.push(pushTo(undefined), ports)).toBe('failed');
    await close();
    expect(requests).toEqual([]);
  });

  test('to a service that is not there waits', async () => {
    const { channel, endpoint, close } = await pushService(201);
    const { p256dh, auth } = browser();
    await close();
    expect(await channel.push(pushTo({ endpoint, p256dh, auth }), ports)).toBe('not-now');
  });

  test('with a key that is none has failed', async () => {
    const { channel, endpoint, requests, close } = await pushService(201);
    const device = { endpoint, p256dh: 'A'.repeat(87), auth: 'k'.repeat(22) };
    expect(await channel.push(pushTo(device), ports)).toBe('failed');
    await close();
    expect(requests).toEqual([]);
  });

  test('I53: that breaks off leaves nobody knowing, and no word of it in the error', async () => {
    const { channel, endpoint, close } = await pushService(null);
    const { p256dh, auth } = browser();
    const error: unknown = await channel
      .push(pushTo({ endpoint, p256dh, auth }), ports)
      .catch((thrown: unknown) => thrown);
    await close();
    expect(error).toMatchObject({ name: 'UnansweredError' });
    const said = `${(error as Error).stack}${JSON.stringify(error)}`;
    for (const hidden of ['secret-token', p256dh, auth, 'message request'])
      expect(said).not.toContain(hidden);
  });
});
