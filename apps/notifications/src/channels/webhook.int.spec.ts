import { createHmac } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logger, system } from '@vestibule/service';
import type { Push } from './channel';
import { webhookChannel } from './webhook';

const secret = 'a secret that both sides know';
const push: Push = {
  noticeId: 'a1c0f6b2-4d1e-8f3a-9b20-6d1c52a7e911/webhook',
  person: 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42',
  kind: 'message-received',
  text: 'Ann: ünïcödé, and "quotes"',
  conversationId: 'ba41a04f-d3c1-5f9a-9817-7470512b77b9',
  collapseId: 'ba41a04f-d3c1-5f9a-9817-7470512b77b9',
  happenedAtMs: 1_790_000_000_000,
};
const nowMs = 1_790_000_000_999;
const ports = { log: logger('test', 'silent'), system: { ...system, nowMs: () => nowMs } };

type Request = { readonly headers: IncomingMessage['headers']; readonly body: string };
type Answering = (response: ServerResponse, request: Request) => void;

/** A receiver on loopback, as an operator would run one. */
const receiver = async (answering: Answering) => {
  const requests: Request[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const heard = { headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
      requests.push(heard);
      answering(response, heard);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { url: `http://127.0.0.1:${port}/hook`, requests, close };
};

const statusOnly =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answering =>
  (response) => {
    response.writeHead(status, headers).end();
  };

describe('a webhook', () => {
  test('gets the notice as JSON, with a signature that its receiver can make again', async () => {
    const { url, requests, close } = await receiver(statusOnly(204));
    expect(await webhookChannel({ url, secret }).push(push, ports)).toBe('sent');
    await close();
    const [{ headers, body }] = requests as [Request];
    expect(JSON.parse(body)).toEqual(push);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-vestibule-event-id': push.noticeId,
      'x-vestibule-timestamp': '1790000000',
    });
    const mac = createHmac('sha256', secret).update(`1790000000.${body}`).digest('hex');
    expect(headers['x-vestibule-signature']).toBe(`sha256=${mac}`);
  });

  test('is signed with the secret alone that was agreed on', async () => {
    const { url, requests, close } = await receiver(statusOnly(200));
    await webhookChannel({ url, secret: 'another secret altogether' }).push(push, ports);
    await close();
    const [{ headers, body }] = requests as [Request];
    const mac = createHmac('sha256', secret).update(`1790000000.${body}`).digest('hex');
    expect(headers['x-vestibule-signature']).not.toBe(`sha256=${mac}`);
  });

  test.each([
    [200, 'sent'],
    [299, 'sent'],
    [400, 'failed'],
    [401, 'failed'],
    [410, 'failed'],
    [408, 'not-now'],
    [429, 'not-now'],
    [500, 'not-now'],
    [503, 'not-now'],
  ] as const)('that answers %d has it "%s"', async (status, answer) => {
    const { url, close } = await receiver(statusOnly(status));
    expect(await webhookChannel({ url, secret }).push(push, ports)).toBe(answer);
    await close();
  });

  test('that points elsewhere is not followed', async () => {
    const elsewhere = await receiver(statusOnly(200));
    const { url, close } = await receiver(statusOnly(307, { location: elsewhere.url }));
    expect(await webhookChannel({ url, secret }).push(push, ports)).toBe('failed');
    expect(elsewhere.requests).toEqual([]);
    await Promise.all([close(), elsewhere.close()]);
  });

  test('that is not there is asked later: nobody heard of it', async () => {
    const { url, close } = await receiver(statusOnly(200));
    await close();
    expect(await webhookChannel({ url, secret }).push(push, ports)).toBe('not-now');
  });

  test('I53: that breaks off leaves nobody knowing, and no word of it in the error', async () => {
    const { url, close } = await receiver((response) => response.socket?.destroy());
    const error: unknown = await webhookChannel({ url, secret })
      .push(push, ports)
      .catch((thrown: unknown) => thrown);
    await close();
    expect(error).toMatchObject({ name: 'UnansweredError' });
    const said = `${(error as Error).stack}${JSON.stringify(error)}`;
    for (const hidden of [secret, push.text, push.person, url]) expect(said).not.toContain(hidden);
    expect((error as Error).cause).toBeUndefined();
  });
});
