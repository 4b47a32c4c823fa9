import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayConfigOf } from './config';

const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

const working = {
  KAFKA_BROKERS: 'one:9092,two:9092',
  EVENTSTORE_URL: 'esdb://localhost:2113?tls=false',
  DATABASE_URL: 'postgres://localhost/vestibule',
  JWKS_URL: 'https://login.example/keys',
  JWT_ISSUER: 'https://login.example',
};

const problemsOf = (env: Readonly<Record<string, string>>): string => {
  try {
    gatewayConfigOf(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('the environment becomes configuration', () => {
  expect(gatewayConfigOf({ ...working, PORT: '0', HOSTNAME: 'gateway-1' })).toEqual({
    kafkaBrokers: ['one:9092', 'two:9092'],
    eventstoreUrl: 'esdb://localhost:2113?tls=false',
    databaseUrl: 'postgres://localhost/vestibule',
    keys: { type: 'url', url: new URL('https://login.example/keys') },
    issuer: 'https://login.example',
    audience: 'vestibule',
    port: 0,
    httpHost: '0.0.0.0',
    instance: 'gateway-1',
    logLevel: 'info',
  });
});

test('the local issuer is believed only with a file of keys', () => {
  const { JWKS_URL, JWT_ISSUER, ...rest } = working;
  const keys = { keys: [{ kty: 'OKP' }] };
  const local = { ...rest, JWKS_FILE: file('keys.json', JSON.stringify(keys)) };
  expect(gatewayConfigOf(local)).toMatchObject({
    issuer: 'vestibule-local',
    keys: { type: 'file', keys },
  });
  expect(gatewayConfigOf({ ...local, JWT_ISSUER })).toMatchObject({ issuer: JWT_ISSUER });
  expect(problemsOf({ ...rest, JWKS_URL })).toContain('JWT_ISSUER is missing');
});

test('all that is wrong is told at once', () => {
  const problems = problemsOf({ PORT: 'http', LOG_LEVEL: 'loud' });
  for (const name of [
    'KAFKA_BROKERS',
    'EVENTSTORE_URL',
    'DATABASE_URL',
    'JWKS_URL',
    'JWT_ISSUER',
    'PORT',
    'LOG_LEVEL',
  ])
    expect(problems).toContain(name);
});

test.each([
  ['both sources', { JWKS_FILE: 'keys.json' }, 'one of JWKS_URL and JWKS_FILE'],
  ['an address of another kind', { JWKS_URL: 'file:///keys' }, 'JWKS_URL is no http'],
  ['no address', { JWKS_URL: 'keys' }, 'JWKS_URL is no http'],
  ['a file that is not there', { JWKS_URL: '', JWKS_FILE: '/none' }, 'JWKS_FILE cannot be read'],
])('keys are not taken from %s', (_, env, problem) =>
  expect(problemsOf({ ...working, ...env })).toContain(problem),
);

test('a file without keys is none', () => {
  const JWKS_FILE = file('empty.json', '{"keys":[]}');
  expect(problemsOf({ ...working, JWKS_URL: '', JWKS_FILE })).toContain('JWKS_FILE holds no keys');
});
