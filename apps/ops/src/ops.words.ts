import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  conversationIdOf,
  dmCommands,
  identityCommands,
  newCommandId,
  topicsFor,
  write,
  type Topic,
} from '@vestibule/contracts';
import { eventStoreStreams } from '@vestibule/streams';
import { kafkaTopics } from '@vestibule/topics';
import { openDatabase } from '@vestibule/views';
import { startStack, type Addresses } from '../../../tools/stack/stack';

const root = join(__dirname, '../../..');
const lookEveryMs = 20;
const patienceMs = 30_000;

/** Waits until `look` gives something. */
export const until = async <Found>(
  what: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> => {
  const giveUpAtMs = Date.now() + patienceMs;
  while (Date.now() < giveUpAtMs) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(lookEveryMs);
  }
  throw new Error(`Waited ${patienceMs} ms in vain for ${what}.`);
};

/** How a command ended and what it said. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `vestibule` as a process, with these variables and no other address. */
export const vestibule = async (
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> => {
  const { KAFKA_BROKERS: _k, EVENTSTORE_URL: _e, DATABASE_URL: _d, ...rest } = process.env;
  const args = ['-r', join(root, 'tools/swc-register.cjs'), join(__dirname, 'main.ts'), ...words];
  const env = { ...rest, ...variables };
  return new Promise((resolve) => {
    execFile('node', args, { env, cwd: root, timeout: 90_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
};

export const jsonLines = ({ out }: Ran): readonly Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

export const temporaryFolder = async (): Promise<{
  readonly path: string;
  readonly remove: () => Promise<void>;
}> => {
  const path = await mkdtemp(join(tmpdir(), 'vestibule-ops-'));
  return { path, remove: async () => rm(path, { recursive: true, force: true }) };
};

const connect = async ({ kafka, eventstore, database }: Addresses) => {
  const topics = kafkaTopics({ brokers: kafka.split(','), clientId: 'ops-test' });
  const streams = await eventStoreStreams({ url: eventstore });
  const rows = openDatabase(database);
  const close = async () => {
    await Promise.all([topics.close(), streams.close(), rows.close()]);
  };
  return { topics, streams, rows, close };
};

type Ports = Awaited<ReturnType<typeof connect>>;

type Asked = { readonly type: string; readonly data: object };

/** Sends a command and waits until its outcome is stored in `stream`. */
const askerOf =
  ({ topics, streams }: Ports) =>
  async (topic: Topic, stream: string, { type, data }: Asked): Promise<string> => {
    const id = newCommandId(Date.now(), randomBytes(10));
    const key = stream.slice(stream.indexOf('-') + 1);
    const about = { type, data, key, id, source: '/ops-test', atMs: Date.now() };
    await topics.send([write(topic, about as never)]);
    await until(`the outcome of ${type}`, async () => {
      const events = await streams.read(stream);
      return events.some(({ metadata }) => metadata.commandId === id) || undefined;
    });
    return id;
  };

type Ask = ReturnType<typeof askerOf>;

/** Registers an adult with a phone, to whom everybody may write; resolves when facts say so. */
const makerOf =
  (ask: Ask, { rows }: Ports) =>
  async (): Promise<string> => {
    const actor = randomUUID();
    const stream = `account-${actor}`;
    const tell = async (type: string, data: object) =>
      ask(identityCommands, stream, { type, data });
    const born = { name: 'somebody', birthDate: '1990-05-17', region: 'NZ' };
    await tell('RegisterAccount', { actor, ...born });
    await tell('ConfirmPhone', { actor, phoneKey: `key-${actor}` });
    await tell('ChangeSettings', { actor, setting: 'everyone' });
    return until('the settings in the read model', async () => {
      const [row] = await rows.query<{ setting: string }>(
        'select setting from accounts.accounts where account_id = $1',
        [actor],
      );
      return row?.setting === 'everyone' ? actor : undefined;
    });
  };

const looksAlike = 5;

const endsOn = ({ topics }: Ports) => {
  const names = topicsFor().map(({ name }) => name);
  const ends = async (): Promise<Readonly<Record<string, string>>> => {
    const all = await Promise.all(names.map(async (name) => topics.ends(name)));
    return Object.fromEntries(names.map((name, index) => [name, String(all[index])]));
  };
  const quietEnds = async () => {
    let [before, still] = ['', 0];
    return until('the topics to be quiet', async () => {
      const now = await ends();
      still = JSON.stringify(now) === before ? still + 1 : 0;
      before = JSON.stringify(now);
      return still >= looksAlike ? now : undefined;
    });
  };
  return { ends, quietEnds };
};

const services = ['identity', 'gating', 'delivery', 'notifications'] as const;

/** Services on a local stack of their own, all four unless told, and what a test does with them. */
export const openStack = async (apps: readonly (typeof services)[number][] = services) => {
  const folder = await temporaryFolder();
  const stack = await startStack({
    brief: true,
    data: folder.path,
    apps,
  });
  const stackFile = join(folder.path, 'stack.json');
  await writeFile(stackFile, JSON.stringify(stack.addresses));
  const ports = await connect(stack.addresses);
  const ask = askerOf(ports);

  return {
    ...ports,
    stackFile,
    addresses: stack.addresses,
    makePerson: makerOf(ask, ports),
    /** Asks something about the pair of two people; resolves when it is decided. */
    asks: async ([actor, other]: readonly [string, string], type: string, more: object = {}) => {
      const data = { actor, other, ...more };
      return ask(dmCommands, `pair-${conversationIdOf(actor, other)}`, { type, data });
    },
    /** The end offsets of all topics: now, and once they stay the same. */
    ...endsOn(ports),
    close: async () => {
      await ports.close();
      await stack.stop();
      await folder.remove();
    },
  };
};
