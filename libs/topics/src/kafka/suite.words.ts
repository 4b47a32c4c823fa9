import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { kafkaTopics } from '../kafka';
import type { KafkaOptions } from './client';
import type { Topics } from '../topics';

type Fault = {
  readonly kind: string;
  readonly match?: Readonly<Record<string, string | number>>;
  readonly after?: number;
  readonly times?: number;
  readonly ms?: number;
  readonly code?: number;
};

/** What a test can do to a local broker. */
export type LocalBroker = {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  readonly fault: (fault: Fault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly stats: () => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

type Spawn = (options: { readonly data: string; readonly port?: number }) => Promise<LocalBroker>;

/** The brokers named in the environment: then nothing local is started. */
const named = process.env['KAFKA_BROKERS']?.split(',').filter((name) => name !== '') ?? [];

/** For what only a local broker can be made to do; skipped, and shown so, on a real one. */
export const localTest = named.length > 0 ? test.skip : test;

const hook = join(__dirname, '../../../../tools/swc-register.cjs');

/** The broker of a suite: the one in the environment, or a local one with a temporary folder. */
export class Suite {
  private local: LocalBroker | undefined;
  private data = '';
  private readonly buses: Topics[] = [];
  private readonly children: ChildProcess[] = [];

  constructor(private readonly spawn: Spawn) {}

  async open(): Promise<void> {
    if (named.length > 0) return;
    this.data = await mkdtemp(join(tmpdir(), 'topics-'));
    this.local = await this.spawn({ data: this.data });
  }

  async close(): Promise<void> {
    await this.local?.close();
    if (this.data !== '') await rm(this.data, { recursive: true, force: true });
  }

  get brokers(): readonly string[] {
    return this.local === undefined ? named : [this.local.url];
  }

  get server(): LocalBroker {
    if (this.local === undefined) throw new Error('This needs a local broker.');
    return this.local;
  }

  /** `kill -9`, and another on the same port with the same data. */
  async restart(): Promise<void> {
    const { port } = this.server;
    await this.server.kill();
    this.local = await this.spawn({ data: this.data, port });
  }

  /** A bus with short waits; `tuning` for the rest. */
  bus(tuning: Partial<KafkaOptions> = {}): Topics {
    const { brokers } = this;
    const quick = { settleWithinMs: 500, heartbeatMs: 200, fetchWaitMs: 100 };
    const topics = kafkaTopics({ brokers, clientId: 'suite', ...quick, ...tuning });
    this.buses.push(topics);
    return topics;
  }

  /** Ends what a test has begun. */
  async endTest(): Promise<void> {
    this.children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await Promise.all(this.buses.splice(0).map(async (topics) => topics.close()));
  }

  /** A member in a process of its own, to be killed or frozen; `says` waits for its word. */
  member(...args: readonly string[]): {
    readonly child: ChildProcess;
    readonly says: (word: string) => Promise<void>;
  } {
    const [broker = ''] = this.brokers;
    const child = fork(join(__dirname, 'member.words.ts'), [broker, ...args], {
      execArgv: ['-r', hook],
    });
    this.children.push(child);
    const said: string[] = [];
    child.on('message', (word: string) => said.push(word));
    const says = async (word: string) => {
      while (!said.includes(word)) await once(child, 'message');
    };
    return { child, says };
  }

  /** Asks a client that is made for it and ended afterwards. */
  async asking<Answer>(ask: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const admin = this.rawClient().admin();
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }

  /** The client as it is, to look behind the port. */
  rawClient(): Kafka {
    return new Kafka({
      brokers: [...this.brokers],
      clientId: 'raw',
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, retries: 3 },
    });
  }

  /** What a group has committed, by partition; -1 where nothing. */
  async committed(groupId: string, topic: string): Promise<readonly number[]> {
    const [found] = await this.asking(async (admin) =>
      admin.fetchOffsets({ groupId, topics: [topic] }),
    );
    return (found?.partitions ?? [])
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ offset }) => Number(offset));
  }
}
