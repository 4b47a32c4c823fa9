import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';

/** How many records a topic has got, and when the last of them was seen to be there. */
export type Grown = { readonly by: number; readonly lastAtMs: number };

/** Watches how topics grow, from the broker's side. */
export type Ends = {
  readonly grown: (topic: string) => Grown;
  /** Counts from here on. */
  readonly forget: () => Promise<void>;
  /** Waits until `topic` has grown by `count`, at most `patienceMs`. */
  readonly until: (topic: string, count: number, patienceMs: number) => Promise<void>;
  /** Waits until none of the topics has grown for a while. */
  readonly quiet: (patienceMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const lookEveryMs = 100;

/** One client for all looks: a new one for each would cost more than what is measured. */
export const endsOf = async (
  broker: string,
  { topics, quietMs }: { readonly topics: readonly string[]; readonly quietMs: number },
): Promise<Ends> => {
  const kafka = new Kafka({ brokers: [broker], clientId: 'bench', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const sumOf = async (topic: string): Promise<number> =>
    (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);

  const began = new Map<string, number>();
  const grown = new Map<string, Grown>();
  const look = async (topic: string) => {
    const by = (await sumOf(topic)) - (began.get(topic) ?? 0);
    if (by !== grown.get(topic)?.by) grown.set(topic, { by, lastAtMs: performance.now() });
  };
  const forget = async () => {
    for (const topic of topics) {
      began.set(topic, await sumOf(topic));
      grown.set(topic, { by: 0, lastAtMs: performance.now() });
    }
  };
  await forget();

  const closing = new AbortController();
  const watch = async () => {
    while (!closing.signal.aborted) {
      for (const topic of topics) await look(topic);
      await wait(lookEveryMs);
    }
  };
  const watched = watch();
  watched.catch(() => {}); // told by `close`; until then the waits below give up by themselves

  const grownOf = (topic: string): Grown => grown.get(topic) ?? { by: 0, lastAtMs: 0 };
  const waitFor = async (isSo: () => boolean, patienceMs: number) => {
    const giveUpAtMs = performance.now() + patienceMs;
    while (!isSo() && performance.now() < giveUpAtMs) await wait(lookEveryMs / 4);
  };
  return {
    grown: grownOf,
    forget,
    until: async (topic, count, patienceMs) =>
      waitFor(() => grownOf(topic).by >= count, patienceMs),
    quiet: async (patienceMs) =>
      waitFor(
        () => topics.every((topic) => performance.now() - grownOf(topic).lastAtMs > quietMs),
        patienceMs,
      ),
    close: async () => {
      closing.abort();
      await watched;
      await admin.disconnect();
    },
  };
};
