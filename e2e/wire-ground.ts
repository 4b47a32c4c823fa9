import { setTimeout as wait } from 'node:timers/promises';
import { notKeptNotice } from '@vestibule/contracts';
import { eventStoreStreams } from '@vestibule/streams';
import { kafkaTopics } from '@vestibule/topics';
import {
  type Database,
  type ListedFolder,
  listConversations,
  openDatabase,
  readConversation,
} from '@vestibule/views';
import type { Ground } from './ground';

const folders: readonly ListedFolder[] = ['inbox', 'requests', 'hidden', 'declined'];
const quietLooks = 25;
const lookEveryMs = 20;

/** Where the stack is that `npm test` has started, or that the environment names. */
export type Wire = {
  readonly kafka: string;
  readonly eventstore: string;
  readonly database: string;
};

const named = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the stories on the wire by \`npm test\`.`);
  return value;
};

export const wireOf = (): Wire => ({
  kafka: named('KAFKA_BROKERS'),
  eventstore: named('EVENTSTORE_URL'),
  database: named('DATABASE_URL'),
});

const lists = (database: Database) => async (person: string) => {
  const pages = await Promise.all(
    folders.map(async (folder) => listConversations(database, { person, folder, limit: 200 })),
  );
  return pages.flatMap(({ items }) => items);
};

const texts = (database: Database) => async (person: string, conversationId: string) => {
  const { items } = await readConversation(database, { person, conversationId, limit: 200 });
  return items.map((item) => (item.kind === 'gap' ? notKeptNotice : item.body.text)).toReversed();
};

/** The services as processes, over real Kafka and event-store protocols. */
export const wireGround = async (wire: Wire = wireOf()): Promise<Ground> => {
  const topics = kafkaTopics({ brokers: wire.kafka.split(','), clientId: 'story' });
  const streams = await eventStoreStreams({ url: wire.eventstore });
  const database = openDatabase(wire.database);
  return {
    topics,
    streams,
    nowMs: () => Date.now(),
    lists: lists(database),
    texts: texts(database),
    settled: async (ledger) => {
      for (let still = 0, count = -1; still < quietLooks; still += 1) {
        await wait(lookEveryMs);
        if (ledger.count() !== count) [still, count] = [0, ledger.count()];
      }
    },
    close: async () => {
      await Promise.all([topics.close(), streams.close(), database.close()]);
    },
  };
};
