import {
  type Policy,
  type PolicyEvent,
  type PolicyState,
  type Words,
  policies as rules,
  policyAt,
  wordsAt,
} from '@vestibule/domain';
import type { Recorded, Streams } from '@vestibule/streams';
import { isHostEvent } from './history';
import type { Metrics } from './metrics';
import { type Relay, restarting } from './restarting';
import type { System } from './system';
import { timeline } from './timeline';

const stream = 'policy';
const lookEveryMsMax = 5_000;

/** What is in force at an instant, as one process knows it. */
export type InForce = {
  /** The policy of a command that was ingested at `atMs`. */
  readonly policyAt: (atMs: number) => Policy;
  /** The word lists of that moment. Equal versions hold equal lists, for whoever compiles them. */
  readonly wordsAt: (atMs: number) => Words;
};

/** Follows the stream `policy`, for all services of a process. */
export type Policies = InForce & {
  /** So long before it takes effect each change is recorded, in milliseconds. */
  readonly policyLeadMs: number;
  /**
   * Resolves when the stream was looked at within the last half of the lead, after another look if
   * need be: then nothing can be in force that is not known here. Rejects when the store is silent.
   */
  readonly fresh: () => Promise<void>;
  /** Looks every quarter of the lead, and at least every 5 s, until stopped. */
  readonly follow: (metrics: Metrics) => Relay;
};

export type PoliciesNeeds = {
  readonly streams: Pick<Streams, 'read'>;
  readonly system: System;
  readonly policyLeadMs: number;
};

/** The store took too long to tell what is in force: decisions must wait until it does. */
export class StalePolicyError extends Error {
  override readonly name = 'StalePolicyError';

  constructor() {
    super('The policy was looked at too long ago: a newer version may be in force.');
  }
}

const { initial, evolve } = rules();

/** The policies before anything was published. */
export const initialPolicies: PolicyState = initial;

type Told = Pick<Recorded, 'type' | 'data' | 'revision'>;

/** The policies after one more event of the stream. Throws where this release cannot read it. */
export const nextPolicies = (state: PolicyState, event: Told): PolicyState => {
  if (isHostEvent(event.type)) return state;
  const after = evolve(state, event as unknown as PolicyEvent) as PolicyState | undefined;
  // A newer release has written there: whoever cannot read the policy must not decide under it.
  if (!after) throw new Error(`This release cannot read ${event.type} at ${event.revision}.`);
  return after;
};

/** What these policies and words say of each instant. */
export const inForce = ({ policies: published, words }: PolicyState): InForce => {
  const changesAtMs = published.flatMap(({ effectiveAtMs, retiredAtMs = effectiveAtMs }) => [
    effectiveAtMs,
    retiredAtMs,
  ]);
  return {
    policyAt: timeline(changesAtMs, (atMs) => policyAt(published, atMs)),
    wordsAt: timeline(
      words.map(({ effectiveAtMs }) => effectiveAtMs),
      (atMs) => wordsAt(words, atMs),
    ),
  };
};

/** What the stream has said so far, and when it was asked last. */
const watch = ({ streams, system }: Omit<PoliciesNeeds, 'policyLeadMs'>) => {
  let state = initial;
  let revision = -1;
  let now = inForce(state);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const startedAtMs = system.monotonicMs();
    const events = await streams.read(stream, revision + 1);
    if (events.length > 0) {
      state = events.reduce(nextPolicies, state);
      revision = events.at(-1)?.revision ?? revision;
      now = inForce(state);
    }
    lookedAtMs = startedAtMs;
  };

  return {
    now: () => now,
    lookedAtMs: () => lookedAtMs,
    look: async (): Promise<void> => {
      looking ??= read().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
};

/**
 * The policies as this process sees them. A change is recorded at least the lead before it takes
 * effect, so whoever has looked within that time knows everything that is in force; half of it is
 * left for appends that come late and for clocks that differ (docs/protocol.md 4).
 */
export const policies = ({ streams, system, policyLeadMs }: PoliciesNeeds): Policies => {
  const { now, lookedAtMs, look } = watch({ streams, system });
  return {
    policyLeadMs,
    policyAt: (atMs) => now().policyAt(atMs),
    wordsAt: (atMs) => now().wordsAt(atMs),
    fresh: async () => {
      const sinceMs = system.monotonicMs() - policyLeadMs / 2;
      if (lookedAtMs() < sinceMs) await look();
      if (lookedAtMs() < sinceMs) throw new StalePolicyError();
    },
    follow: (metrics) =>
      restarting({ system, metrics }, 'policy', async (stopping) => {
        while (!stopping.aborted) {
          await look();
          await system.wait(Math.min(policyLeadMs / 4, lookEveryMsMax), stopping);
        }
      }),
  };
};
