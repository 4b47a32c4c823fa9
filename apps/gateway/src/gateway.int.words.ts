import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityCommands, newCommandId, write as recordOf } from '@vestibule/contracts';
import { kafkaTopics, type Topics } from '@vestibule/topics';
import { type LocalKeys, localKeys } from '../../../tools/stack/keys';
import { type App, type Stack, startStack } from '../../../tools/stack/stack';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers of any shape
  readonly body: any;
};

/** A person at the door, with a token of their own. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly get: (path: string) => Promise<Answer>;
  readonly ask: (
    type: string,
    body: object,
    about?: { readonly id?: string; readonly waitMs?: number },
  ) => Promise<Answer>;
  readonly post: (path: string, body: object, id?: string) => Promise<Answer>;
};

export const freshId = (atMs = Date.now()): string => newCommandId(atMs, randomBytes(10));

/** Asks again until it is so; rejects when it is not within a time. */
export const until = async <Found>(
  look: () => Promise<Found>,
  isSo: (found: Found) => boolean,
  withinMs = 20_000,
): Promise<Found> => {
  const endAtMs = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (isSo(found)) return found;
    if (Date.now() > endAtMs) throw new Error(`It never was so: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The whole stack with an own directory, and people at its door. */
export class DoorStep {
  private stack: Stack | undefined;
  private keys: LocalKeys | undefined;
  private topics: Topics | undefined;
  private data = '';

  async open(apps?: readonly App[]): Promise<void> {
    this.data = await mkdtemp(join(tmpdir(), 'gateway-'));
    this.stack = await startStack({ data: this.data, brief: true, ...(apps && { apps }) });
    this.keys = await localKeys(join(this.data, 'keys'));
    const brokers = this.stack.addresses.kafka.split(',');
    this.topics = kafkaTopics({ brokers, clientId: 'gateway-test' });
  }

  async close(): Promise<void> {
    await this.topics?.close();
    await this.stack?.stop();
    if (this.data !== '') await rm(this.data, { recursive: true, force: true });
  }

  /** The store's address, for what only a service would write. */
  get store(): string {
    return this.stack?.addresses.eventstore ?? '';
  }

  get url(): string {
    return this.stack?.addresses.gateway ?? '';
  }

  async restartGateway(): Promise<void> {
    await this.stack?.parts.get('gateway')?.close();
    await this.stack?.restart('gateway');
  }

  async call(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  /** An account with a confirmed phone; made through the topics, as other services make them. */
  async person(name: string): Promise<Person> {
    const id = randomUUID();
    const about = { source: '/test', atMs: Date.now(), key: id };
    const registered = { actor: id, name, birthDate: '1990-01-01', region: 'NL' };
    await this.topics?.send([
      recordOf(identityCommands, {
        ...about,
        id: freshId(),
        type: 'RegisterAccount',
        data: registered,
      }),
      recordOf(identityCommands, {
        ...about,
        id: freshId(),
        type: 'ConfirmPhone',
        data: { actor: id, phoneKey: `key-${id}` },
      }),
    ]);
    return this.at(id, name);
  }

  /** Two people, of whom the first follows the second and so may write. */
  async two(): Promise<readonly [Person, Person]> {
    const [ann, bob] = await Promise.all([this.person('Ann'), this.person('Bob')]);
    const follow = async () => ann.ask('Follow', { other: bob.id });
    await until(follow, ({ body }) => body.result === 'done' || body.result === 'unchanged');
    return [ann, bob];
  }

  private async at(id: string, name: string): Promise<Person> {
    const token = (await this.keys?.tokenFor(id)) ?? '';
    const authorization = `Bearer ${token}`;
    const post: Person['post'] = async (path, body, key) =>
      this.call(path, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      });
    return {
      id,
      name,
      token,
      get: async (path) => this.call(path, { headers: { authorization } }),
      post,
      ask: async (type, body, { id: commandId, waitMs = 20_000 } = {}) =>
        post(`/v1/commands/${type}?waitMs=${waitMs}`, body, commandId),
    };
  }
}

/** The one door that all suites of `gateway.int.spec.ts` come to: a stack takes long to start. */
export const door = new DoorStep();

export const write = (other: Person, text = 'hello') => ({ other: other.id, kind: 'text', text });

/** Looks into one of a person's lists. */
export const listOf = (person: Person, list: string) => async () =>
  (await person.get(`/v1/${list}`)).body.conversations;

export type StreamEvent = { readonly event: string; readonly id: string; readonly data: string };

const eventIn = (text: string): StreamEvent | undefined => {
  const fields = new Map(text.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
  const event = fields.get('event');
  return event === undefined
    ? undefined
    : { event, id: fields.get('id') ?? '', data: fields.get('data') ?? '' };
};

/** Reads a stream of events until `isLast`, then hangs up. */
export const eventsUntil = async (
  response: Response,
  isLast: (event: StreamEvent) => boolean,
): Promise<readonly StreamEvent[]> => {
  const events: StreamEvent[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    rest += decoder.decode(bytes as Uint8Array, { stream: true });
    const parts = rest.split('\n\n');
    rest = parts.pop() ?? '';
    events.push(...parts.map(eventIn).filter((event) => event !== undefined));
    if (events.some(isLast)) return events;
  }
  throw new Error(`The stream ended after ${JSON.stringify(events)}`);
};
