import { allTopics, deadLetterTopic, groups, type Group } from '@vestibule/contracts';
import { endOf } from '../topics/standings';
import type { Bus } from '../topics/with-topics';
import { letterOf, reasonCounts, type Letter } from './letters';

export type Queue = { readonly topic: string; readonly group: Group };

/** What lies on a dead-letter topic. */
export type QueueStanding = Queue & {
  readonly exists: boolean;
  readonly depth: number;
  /** Of at most 20,000 letters, the oldest. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly newestAtMs: number | null;
};

/** Letters are read from the oldest on; beyond so many, only their number is known. */
const readMax = 20_000;

/** The dead-letter topics of the table, of one group or of all. */
export const queuesOf = (group?: string): readonly Queue[] =>
  allTopics.flatMap((topic) =>
    groups
      .filter((each) => topic.readers.some((reader) => reader === each))
      .filter((each) => group === undefined || each === group)
      .map((each) => ({ topic: deadLetterTopic(topic, each).name, group: each })),
  );

export type Letters = {
  readonly letters: readonly Letter[];
  /** Letters that lie there, read or not. */
  readonly depth: number;
};

/** The letters of one topic, oldest first; null when there is no such topic. */
export const readLetters = async (bus: Bus, topic: string): Promise<Letters | null> => {
  const end = await endOf(bus, topic);
  if (end === null) return null;
  if (end === 0) return { letters: [], depth: 0 };
  const letters = (await bus.browse(topic, readMax)).map(letterOf);
  // One partition, so the oldest letter's offset tells how many came and went before it.
  const [oldest] = letters;
  return { letters, depth: oldest === undefined ? 0 : end - Number(oldest.offset) };
};

const standingOf = async (bus: Bus, queue: Queue): Promise<QueueStanding> => {
  const found = await readLetters(bus, queue.topic);
  const { letters, depth } = found ?? { letters: [], depth: 0 };
  return {
    ...queue,
    exists: found !== null,
    depth,
    reasons: reasonCounts(letters),
    newestAtMs: letters.at(-1)?.atMs ?? null,
  };
};

/** All queues as they stand; those with letters are read one after the other. */
export const queueStandings = async (
  bus: Bus,
  queues: readonly Queue[],
): Promise<readonly QueueStanding[]> => {
  const standings: QueueStanding[] = [];
  for (const queue of queues) standings.push(await standingOf(bus, queue));
  return standings;
};
