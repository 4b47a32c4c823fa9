import { setTimeout as wait } from 'node:timers/promises';
import { topicsFor } from '@vestibule/contracts';
import { endsOf } from './standings';
import type { Bus } from './with-topics';

export type Created = {
  readonly created: readonly string[];
  readonly existing: readonly string[];
  /** Settings of existing topics that are not as the table says, each as a sentence. */
  readonly drift: readonly string[];
};

const tryEveryMs = 1_000;

export type Patience = {
  /** How long the broker is waited for. */
  readonly withinMs: number;
  /** Told when something goes wrong that may go right the next time. */
  readonly note: (text: string) => void;
};

const createOnce = async (bus: Bus): Promise<Created> => {
  const wanted = topicsFor();
  const names = wanted.map(({ name }) => name);
  const ends = await endsOf(bus, names);
  const drift = await bus.create(wanted);
  return {
    created: names.filter((name) => ends.get(name) === null),
    existing: names.filter((name) => ends.get(name) !== null),
    drift,
  };
};

/**
 * Makes what is missing of the one table of topics, as often as it takes: all of it can be repeated.
 * Rejects with the last trouble when it lasts for `withinMs`.
 */
export const createMissing = async (bus: Bus, { withinMs, note }: Patience): Promise<Created> => {
  const startedAtMs = Date.now();
  for (;;) {
    try {
      return await createOnce(bus);
    } catch (error) {
      const spentMs = Date.now() - startedAtMs;
      if (spentMs + tryEveryMs > withinMs) throw error;
      const trouble = error instanceof Error ? error.message : String(error);
      note(`waiting for the broker, ${Math.round(spentMs / 1_000)} s so far: ${trouble}`);
      await wait(tryEveryMs);
    }
  }
};

export const createdLines = ({ created, existing, drift }: Created): readonly string[] => [
  ...created.map((name) => `created ${name}`),
  `${created.length} topics created, ${existing.length} were there`,
  ...drift.map((sentence) => `drifted ${sentence}`),
];
