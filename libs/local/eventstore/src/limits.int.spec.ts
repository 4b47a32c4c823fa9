import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import {
  append,
  connected,
  event,
  left,
  newData,
  rawClientOf,
  readIds,
  readRequest,
  started,
  until,
} from './eventstore.words';

describe('a server under bad clients', () => {
  test('goes on after garbage, half frames and a flood of connections', async () => {
    const server = await started({ data: newData(), port: 0 });
    const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
    const frames = [
      'ffffff0000000000',
      '000000ff00ffffffff',
      '00000004000000000100',
      '0000050000000000010000000000',
    ];
    const garbage = [
      'GET / HTTP/1.1\r\n\r\n',
      randomUUID(),
      ...frames.map((hex) => preface + Buffer.from(hex, 'hex').toString('latin1')),
    ];
    const sockets = [...garbage, ...Array.from({ length: 100 }, () => '')].map((text) => {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {});
      socket.write(text, 'latin1');
      return socket;
    });
    await until('connections were refused', () => sockets.some(({ destroyed }) => destroyed));
    expect(server.stats()['connections']).toBeLessThanOrEqual(64);
    sockets.forEach((socket) => socket.destroy());
    await until('all are gone', () => server.stats()['connections'] === 0);
    const client = connected(server);
    expect(await append(client, ['s', 'no_stream'], event())).toMatchObject({ revision: 0n });
  });

  test('holds back what a slow reader does not take, and serves the others', async () => {
    const server = await started({ data: newData(), port: 0, sync: 'none' });
    const client = connected(server);
    const text = 'x'.repeat(90_000);
    for (let count = 0; count < 10; count += 1)
      await client.appendToStream(
        'large',
        Array.from({ length: 10 }, () => event(undefined, { text })),
      );
    const raw = left(rawClientOf(server), (one) => one.close());
    const before = process.memoryUsage().arrayBuffers;
    const calls = Array.from({ length: 15 }, () => raw.read(readRequest('large')));
    await until('all are open', () => (server.stats()['calls'] ?? 0) > 15);
    expect(await readIds(client, 'large')).toHaveLength(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60e6);
    let taken = 0;
    calls[0]!.on('data', () => (taken += 1));
    await new Promise((resolve) => calls[0]!.on('end', resolve));
    expect(taken).toBe(100);
    calls.forEach((call) => call.on('error', () => {}).cancel());
    await until('all are closed', () => server.stats()['calls'] === 1);
  }, 20_000);
});
