import { randomUUID } from 'node:crypto';
import {
  type Topic,
  deliveryEvents,
  dmOutcomes,
  gatingEvents,
  identityEvents,
  isUnreadable,
  notificationsEvents,
  policyEvents,
  reader,
} from '@vestibule/contracts';
import type { IncomingRecord, OutgoingRecord } from '@vestibule/topics';
import type { Ground } from './ground';
import { type Ledger, ledger } from './ledger';
import { type Operator, operatorIn } from './operators';
import { type Person, personIn } from './person';

const years = { adult: 36, teen: 17, child: 11 } as const;

export type Made = {
  readonly name?: string;
  readonly age?: keyof typeof years;
  readonly phone?: boolean;
  /** `as-registered` leaves the setting that an account begins with. */
  readonly setting?: 'everyone' | 'standard' | 'friends' | 'contacted' | 'no-one' | 'as-registered';
  readonly region?: string;
};

/** The people and powers of one story. */
export type World = {
  readonly ground: Ground;
  readonly seen: Ledger;
  /** Registers accounts, each open to everyone and with a phone unless told otherwise. */
  readonly people: (...made: readonly Made[]) => Promise<readonly Person[]>;
  /** Somebody who acts for the platform. */
  readonly operator: (name: string) => Operator;
  /** Sends raw records, as a careless writer would. */
  readonly sends: (...records: readonly OutgoingRecord[]) => Promise<void>;
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const answering: readonly Topic[] = [
  dmOutcomes,
  identityEvents,
  gatingEvents,
  deliveryEvents,
  notificationsEvents,
  policyEvents,
];
/** One of each for all stories of a file. */
const readers = new Map(answering.map((topic) => [topic.name, reader(topic)]));

const hearing =
  (seen: Ledger) =>
  (incoming: IncomingRecord): void => {
    const message = readers.get(incoming.topic)?.(incoming);
    if (message && !isUnreadable(message)) seen.note(message);
  };

/** Opens a world on a ground: listens to every topic that answers. */
export const openWorld = async (ground: Ground): Promise<World> => {
  const seen = ledger();
  const hear = hearing(seen);
  const consumer = ground.topics.consume(
    { group: `story-${randomUUID()}`, topics: answering.map(({ name }) => name), from: 'end' },
    async ({ records }) => {
      records.forEach(hear);
      return records.length;
    },
  );
  await consumer.joined;

  const make = async (made: Made) => {
    const { name = 'Somebody', age = 'adult', phone = true, setting = 'everyone' } = made;
    const id = randomUUID();
    const person = personIn(ground, seen, { id, name });
    const birthDate = `${new Date(ground.nowMs()).getUTCFullYear() - years[age]}-01-01`;
    await person.changes('RegisterAccount', { name, birthDate, region: made.region ?? 'NZ' });
    if (phone) await person.changes('ConfirmPhone', { phoneKey: `key-${id}` });
    if (setting !== 'as-registered') await person.changes('ChangeSettings', { setting });
    return person;
  };

  return {
    ground,
    seen,
    people: async (...made) => Promise.all(made.map(make)),
    operator: (name) => operatorIn(ground, seen, name),
    sends: async (...records) => ground.topics.send(records),
    settled: async () => ground.settled(seen),
    close: async () => {
      await consumer.stop();
      await ground.close();
    },
  };
};
