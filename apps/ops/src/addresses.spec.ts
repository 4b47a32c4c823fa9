import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesOf, type Server } from './addresses';
import { UsageError } from './failures';

const local = {
  kafka: '127.0.0.1:1111',
  eventstore: 'esdb://127.0.0.1:2222?tls=false',
  database: 'postgres://postgres@127.0.0.1:3333/postgres',
  gateway: 'http://127.0.0.1:4444',
};
const all: readonly Server[] = ['kafka', 'eventstore', 'database'];

let folder = '';
let cwd = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vestibule-addresses-'));
  cwd = process.cwd();
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(cwd);
  rmSync(folder, { recursive: true });
});

const stackFile = (content: string, name = 'stack.json'): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const problemWith = (look: () => unknown): string => {
  try {
    look();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  return 'none';
};

test('the environment names what it names', () => {
  expect(addressesOf(['kafka'], { env: { KAFKA_BROKERS: ' a:1, b:2 ' } })).toEqual({
    kafka: 'a:1, b:2',
  });
});

test('the local stack stands in when the environment names nothing', () => {
  const stack = stackFile(JSON.stringify(local));
  const { gateway: _, ...servers } = local;
  expect(addressesOf(all, { env: {}, stack })).toEqual(servers);
});

test('a stack that the operator names goes before the environment', () => {
  const stack = stackFile(JSON.stringify(local));
  const env = { KAFKA_BROKERS: 'elsewhere:9092' };
  expect(addressesOf(['kafka'], { env, stack })).toEqual({ kafka: local.kafka });
});

test('one system is never mixed with another', () => {
  const env = { DATABASE_URL: 'postgres://live@far/vestibule' };
  const problem = problemWith(() => addressesOf(all, { env }));
  expect(problem).toContain('KAFKA_BROKERS is missing');
  expect(problem).toContain('EVENTSTORE_URL is missing');
  expect(problem).not.toContain('DATABASE_URL is');
});

test('without either, the next step is named', () => {
  const problem = problemWith(() => addressesOf(['eventstore'], { env: {} }));
  expect(problem).toContain('EVENTSTORE_URL is missing, for example esdb://');
  expect(problem).toContain('no data/stack.json');
  expect(problem).toContain('npm start');
});

test.each([
  ['half a file', '{"kafka": '],
  ['a file that names nothing', '{}'],
  ['a file of something else', '[1]'],
])('%s is told as such', (_, content) => {
  const stack = stackFile(content);
  expect(problemWith(() => addressesOf(['kafka'], { env: {}, stack }))).toContain(stack);
});

test.each([
  ['KAFKA_BROKERS', 'kafka', 'http://kafka'],
  ['EVENTSTORE_URL', 'eventstore', 'secret@nonsense'],
  ['DATABASE_URL', 'database', 'mysql://secret@db'],
] as const)('%s must look like an address, and is not repeated', (variable, server, value) => {
  const problem = problemWith(() => addressesOf([server], { env: { [variable]: value } }));
  expect(problem).toContain(`${variable} is no address`);
  expect(problem).not.toContain(value);
});
