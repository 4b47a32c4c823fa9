import { heardPolicies, type InForce, type Logger, system } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import { countsOf, type Database } from '@vestibule/views';
import type { Tokens } from './auth/tokens';
import { Desk } from './commands/desk';
import { limiter } from './commands/limiter';
import { outcomes } from './commands/outcomes';
import { Undecided } from './commands/undecided';
import { type Hearing, hearing } from './hearing';
import type { Meters } from './meters';
import { type Feed, feed } from './notifications/feed';
import { landings } from './reading/landings';
import { type Rooms, rooms } from './rooms';

/** Injection token of the open door. */
export const DOOR = Symbol('door');

export type DoorPorts = {
  readonly topics: Topics;
  /** Only read: what is decided, others decide. */
  readonly streams: Pick<Streams, 'read' | 'close'>;
  readonly database: Pick<Database, 'query' | 'close'>;
  readonly log: Logger;
  readonly tokens: Tokens;
  readonly meters: Meters;
};

type Parts = {
  readonly desk: Desk;
  readonly feed: Feed;
  readonly hearing: Hearing;
  readonly rooms: Rooms;
};

const outcomesMax = 200_000;
const landingsMax = 50_000;
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
  readonly rooms: Rooms;
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
    ({ desk: this.desk, feed: this.feed, hearing: this.hearing, rooms: this.rooms } = parts);
    void this.noteJoined();
  }

  /** Rejects when the brokers are away or lack a topic. */
  static async open(ports: DoorPorts, instance: string): Promise<Door> {
    const { topics, meters: seen, log } = ports;
    const policies = heardPolicies();
    const desk = deskOn(ports, policies);
    const telling = feed({ keptMax: 32, personsMax: 10_000 });
    const landed = landings(landingsMax);
    seen.gauge('streams_open', 'Readers of notifications', telling.size);
    const listening = await hearing({
      topics,
      // A fresh group each time: what an earlier process has heard is not known here.
      group: `gateway-${instance}-${system.token()}`,
      hearOutcome: (outcome) => desk.hear(outcome),
      hearFor: telling.hear,
      hearLanding: landed.land,
      hearPolicy: policies.hear,
      onUnreadable: seen.unreadable,
      alert: (what, about) => log.warn({ what, ...about }, 'consumer'),
      nowMs: system.monotonicMs,
    });
    const behind = rooms({ ...ports, desk, landings: landed, inForce: policies });
    return new Door(ports, { desk, feed: telling, hearing: listening, rooms: behind });
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
    const { topics, streams, database } = this.ports;
    await Promise.all([topics.close(), streams.close(), database.close()]);
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
