import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from './errors';
import { saveFile } from './log/file';
import { Partition } from './log/partition';
import type { LogTools } from './log/rules';
import { type Settings, rulesOf, settingsRefusal } from './settings';

export type Topic = { readonly settings: Settings; readonly partitions: readonly Partition[] };

export type NewTopic = {
  readonly name: string;
  readonly partitions: number;
  readonly settings: Settings;
};

export type Refusal = { readonly error: number; readonly message: string };

type Saved = {
  readonly clusterId: string;
  /** Ids below this one may have been handed out. */
  readonly producersReserved: number;
  readonly topics: Readonly<Record<string, { partitions: number; settings: Settings }>>;
};

const partitionsMax = 2_000;
const producerBlock = 1_000;
export const isTopicName = (name: string) =>
  /^[A-Za-z0-9._-]{1,249}$/.test(name) && !/^\.{1,2}$/.test(name);
/** Names that differ in this only would share one metric name, and Kafka refuses the second. */
const collisionKey = (name: string) => name.replaceAll('.', '_');

/** The topics of one data directory, and the producer ids handed out there. */
export class Topics {
  private readonly open = new Map<string, Topic>();
  private saved: Saved;
  private nextProducer: number;
  isClosed = false;

  constructor(
    private readonly directory: string,
    private readonly tools: LogTools,
  ) {
    this.saved = existsSync(this.file)
      ? (JSON.parse(readFileSync(this.file, 'utf8')) as Saved)
      : { clusterId: randomBytes(16).toString('hex'), producersReserved: 1_000, topics: {} };
    this.nextProducer = this.saved.producersReserved;
    Object.entries(this.saved.topics).forEach(([name, topic]) => this.load({ name, ...topic }));
    this.save({});
  }

  get clusterId(): string {
    return this.saved.clusterId;
  }

  names(): readonly string[] {
    return [...this.open.keys()];
  }

  get(name: string): Topic | undefined {
    return this.open.get(name);
  }

  partition(name: string, index: number): Partition | undefined {
    return this.open.get(name)?.partitions[index];
  }

  all(): readonly Partition[] {
    return [...this.open.values()].flatMap(({ partitions }) => partitions);
  }

  /** Why a topic cannot be created, or null. */
  refusalOf({ name, partitions, settings }: NewTopic): Refusal | null {
    const refuse = (error: number, message: string): Refusal => ({ error, message });
    if (!isTopicName(name))
      return refuse(errors.INVALID_TOPIC, `Topic name "${name}" is not valid.`);
    if (this.open.has(name)) return refuse(errors.TOPIC_EXISTS, `Topic ${name} exists.`);
    const twin = this.names().find((other) => collisionKey(other) === collisionKey(name));
    if (twin) return refuse(errors.INVALID_TOPIC, `Topic ${name} collides with ${twin}.`);
    if (partitions < 1) return refuse(errors.INVALID_PARTITIONS, 'At least one partition.');
    if (this.all().length + partitions > partitionsMax)
      return refuse(errors.POLICY_VIOLATION, `At most ${partitionsMax} partitions in all.`);
    const wrong = settingsRefusal(settings);
    return wrong === null ? null : refuse(errors.INVALID_CONFIG, wrong);
  }

  create(topic: NewTopic): Refusal | null {
    const refusal = this.refusalOf(topic);
    if (refusal) return refusal;
    const { name, partitions, settings } = topic;
    // What lies there belongs to a topic whose deletion was cut off.
    rmSync(this.pathOf(name), { recursive: true, force: true });
    this.load(topic);
    this.save({ topics: { ...this.saved.topics, [name]: { partitions, settings } } });
    return null;
  }

  /** False if there is no such topic. */
  delete(name: string): boolean {
    const topic = this.open.get(name);
    if (!topic) return false;
    this.open.delete(name);
    const { [name]: _gone, ...topics } = this.saved.topics;
    this.save({ topics });
    topic.partitions.forEach((partition) => partition.close());
    rmSync(this.pathOf(name), { recursive: true, force: true });
    return true;
  }

  /** A producer id that was never given before, also not before a crash. */
  takeProducerId(): number {
    if (this.nextProducer >= this.saved.producersReserved)
      this.save({ producersReserved: this.nextProducer + producerBlock });
    this.nextProducer += 1;
    return this.nextProducer - 1;
  }

  close(): void {
    this.isClosed = true;
    this.all().forEach((partition) => partition.close());
  }

  private get file(): string {
    return join(this.directory, 'topics.json');
  }

  private pathOf(name: string): string {
    return join(this.directory, 'topics', name);
  }

  private load({ name, partitions, settings }: NewTopic): void {
    const rules = rulesOf(settings);
    const paths = Array.from({ length: partitions }, (_, i) => join(this.pathOf(name), String(i)));
    const logs = paths.map((path) => new Partition(path, rules, this.tools));
    this.open.set(name, { settings, partitions: logs });
  }

  private save(changed: Partial<Saved>): void {
    this.saved = { ...this.saved, ...changed };
    saveFile(this.file, JSON.stringify(this.saved), true);
  }
}
