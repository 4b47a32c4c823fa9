import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { headerNames } from '@vestibule/contracts';
import type { Topics } from '@vestibule/topics';

/** The answers on one topic, as somebody outside hears them. */
export type Answers = {
  /** How many different ones were heard since the last `forget`. */
  readonly count: () => number;
  readonly forget: () => void;
  /** Waits until `count` were heard, at most `patienceMs`; tells how long that took. */
  readonly until: (count: number, patienceMs: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

const lookEveryMs = 2;

/** Listens to a topic from now on; `onAnswer` is told of each id the first time it comes. */
export const answersOn = async (
  topics: Topics,
  topic: string,
  onAnswer: (id: string, heardAtMs: number) => void = () => {},
): Promise<Answers> => {
  const heard = new Set<string>();
  let lastAtMs = performance.now();
  const hear = (id: string) => {
    if (heard.has(id)) return;
    heard.add(id);
    lastAtMs = performance.now();
    onAnswer(id, lastAtMs);
  };
  const consumer = topics.consume(
    { group: `bench-${randomUUID()}`, topics: [topic], from: 'end' },
    async ({ records }) => {
      for (const { headers } of records) hear(headers[headerNames.id]?.toString() ?? '');
      return records.length;
    },
  );
  await consumer.joined;
  return {
    count: () => heard.size,
    forget: () => heard.clear(),
    until: async (count, patienceMs) => {
      const beganAtMs = performance.now();
      while (heard.size < count && performance.now() - beganAtMs < patienceMs)
        await wait(lookEveryMs);
      return Math.max(1, lastAtMs - beganAtMs);
    },
    close: async () => consumer.stop(),
  };
};
