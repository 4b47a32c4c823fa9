import { heardPolicies, type InForce, type Logger, logger, system } from '@vestibule/service';
import { kafkaTopics, type Topics } from '@vestibule/topics';
import { countsOf, type Database, openDatabase } from '@vestibule/views';
import { type Tokens, tokens } from './auth/tokens';
import { Desk } from './commands/desk';
import { limiter } from './commands/limiter';
import { outcomes } from './commands/outcomes';
import { Undecided } from './commands/undecided';
import type { GatewayConfig } from './config';
import { type Hearing, hearing } from './hearing';
import { type Meters, meters } from './meters';
import { type Feed, feed } from './notifications/feed';
import { type Names, names } from './reading/names';
import { type Reading, reading } from './reading/reading';

/** Injection token of the open door. */
export const DOOR = Symbol('door');

export type DoorPorts = {
  readonly topics: Topics;
  readonly database: Pick<Database, 'query' | 'close'>;
  readonly log: Logger;
  readonly tokens: Tokens;
  readonly meters: Meters;
};

type Parts = {
  readonly desk: Desk;
  readonly feed: Feed;
  readonly hearing: Hearing;
  readonly inForce: InForce;
};

const outcomesMax = 200_000;
const databaseAnswersWithinMs = 2_000;
const nobody = '00000000-0000-0000-0000-000000000000';

const deskOn = ({ topics, meters: seen }: DoorPorts, { policyAt }: InForce): Desk => {
  const undecided = new Undecided({
    nowMs: system.monotonicMs,
    busyAfterMs: 5_000,
    forgetAfterMs: 60_000,
    probeEveryMs: 1_000,
    waitingMax: 50_000,
  });
  const known = outcomes(outcomesMax);
  const attempts = limiter({
    attemptsMax: () => policyAt(system.nowMs()).door.attemptsPerMinute,
    windowMs: 60_000,
    pairsMax: 100_000,
  });
  const oldest = () => undecided.oldestMs() / 1_000;
  seen.gauge('undecided', 'Commands asked here without an outcome', () => undecided.size());
  seen.gauge('undecided_oldest_seconds', 'Age of the oldest of them', oldest);
  seen.gauge('outcomes_kept', 'Outcomes that can be looked up here', known.size);
  return new Desk({ topics, outcomes: known, undecided, limiter: attempts, system });
};

/** What the controllers speak to: one process's side of everything. */
export class Door {
  readonly tokens: Tokens;
  readonly meters: Meters;
  readonly log: Logger;
  readonly names: Names;
  readonly reading: Reading;
  readonly desk: Desk;
  readonly feed: Feed;
  readonly hearing: Hearing;
  readonly nowMs = system.nowMs;
  isLeaving = false;
  private isJoined = false;

  private constructor(
    private readonly ports: DoorPorts,
    parts: Parts,
  ) {
    ({ tokens: this.tokens, meters: this.meters, log: this.log } = ports);
    ({ desk: this.desk, feed: this.feed, hearing: this.hearing } = parts);
    const { database } = ports;
    this.names = names(database, system.monotonicMs);
    const { policyAt } = parts.inForce;
    this.reading = reading({ database, names: this.names, nowMs: system.nowMs, policyAt });
    void this.noteJoined();
  }

  /** Rejects when the brokers are away or lack a topic. */
  static async open(ports: DoorPorts, instance: string): Promise<Door> {
    const { topics, meters: seen, log } = ports;
    const policies = heardPolicies();
    const desk = deskOn(ports, policies);
    const telling = feed({ keptMax: 32, personsMax: 10_000 });
    seen.gauge('streams_open', 'Readers of notifications', telling.size);
    const listening = await hearing({
      topics,
      // A fresh group each time: what an earlier process has heard is not known here.
      group: `gateway-${instance}-${system.token()}`,
      hearOutcome: (outcome) => desk.hear(outcome),
      hearFor: telling.hear,
      hearPolicy: policies.hear,
      onUnreadable: seen.unreadable,
      alert: (what, about) => log.warn({ what, ...about }, 'consumer'),
      nowMs: system.monotonicMs,
    });
    return new Door(ports, { desk, feed: telling, hearing: listening, inForce: policies });
  }

  /** Why nobody should be sent here at the moment; undefined when all is well. */
  async trouble(): Promise<string | undefined> {
    if (this.isLeaving) return 'leaving';
    if (!this.isJoined) return 'the consumers have not joined yet';
    if (!this.hearing.isCaughtUp()) return 'earlier outcomes are still being heard';
    return (await this.databaseAnswers()) ? undefined : 'the database does not answer';
  }

  /** Answers whoever waits, and waits for nothing more. */
  leave(): void {
    this.isLeaving = true;
    this.desk.end();
  }

  async close(): Promise<void> {
    await this.hearing.stop();
    await Promise.all([this.ports.topics.close(), this.ports.database.close()]);
  }

  private async noteJoined(): Promise<void> {
    try {
      await this.hearing.joined;
      this.isJoined = true;
    } catch {
      // Beyond repair: whoever runs the door hears of it by `failed`.
    }
  }

  /** Asks for something that needs the tables: identity and delivery make them. */
  private async databaseAnswers(): Promise<boolean> {
    const stop = new AbortController();
    const counted = countsOf(this.ports.database, nobody).then(
      () => true,
      () => false,
    );
    const late = system.wait(databaseAnswersWithinMs, stop.signal).then(() => false);
    const answered = await Promise.race([counted, late]);
    stop.abort();
    return answered;
  }
}

/** Opens the door on the real ports that its configuration names. */
export const openConfigured = async (config: GatewayConfig): Promise<Door> => {
  const log = logger('gateway', config.logLevel);
  const topics = kafkaTopics({
    brokers: config.kafkaBrokers,
    clientId: 'vestibule-gateway',
    alert: (what, about) => log.warn({ what, ...about }, 'bus'),
  });
  const verifying = tokens({
    ...config,
    nowMs: system.nowMs,
    onTrouble: (error) => log.warn({ err: error }, "the issuer's keys cannot be had"),
  });
  const database = openDatabase(config.databaseUrl);
  const ports = { topics, database, log, tokens: verifying, meters: meters() };
  return Door.open(ports, config.instance);
};
