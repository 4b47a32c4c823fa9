import { setTimeout as wait } from 'node:timers/promises';
import { kafkaTopics } from '../kafka';

/**
 * One member in a process of its own: `<broker> <group> <topic> <hold | leave> <session ms>`.
 * `hold` tells its parent when a batch is in work and settles it when told to;
 * `leave` joins and stops at once, at several moments, and then the process must end by itself.
 */
const [broker = '', group = '', topic = '', mode = '', session = '10000'] = process.argv.slice(2);
const topics = kafkaTopics({ brokers: [broker], clientId: 'member', sessionMs: Number(session) });

const tell = (word: string) => process.send?.(word);

const told = new Promise<void>((resolve) => {
  process.once('message', () => resolve());
});

const join = () =>
  topics.consume({ group, topics: [topic] }, async ({ records }) => {
    tell('begun');
    await told;
    tell('settling');
    return records.length;
  });

const leave = async () => {
  for (const afterMs of [0, 10, 30, 60]) {
    const consumer = join();
    await wait(afterMs);
    await consumer.stop();
  }
  process.disconnect();
};

if (mode === 'leave') void leave();
else join();
