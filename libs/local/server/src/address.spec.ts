import { StartError, checkAddress } from './address';

test.each(['127.0.0.1', '::1'])('%s may be bound', (host) => {
  expect(() => checkAddress(host, 'test')).not.toThrow();
  expect(() => checkAddress(host, undefined)).not.toThrow();
});

test.each(['0.0.0.0', '::', 'localhost', '127.0.0.2', '10.0.0.1', ''])('%s may not', (host) => {
  expect(() => checkAddress(host, 'test')).toThrow(StartError);
});

test('production is refused on any address, with exit code 2', () => {
  expect(() => checkAddress('127.0.0.1', 'production')).toThrow(
    expect.objectContaining({ exitCode: 2 }),
  );
});
