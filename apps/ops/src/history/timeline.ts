import type { Message } from '@vestibule/decider';
import {
  conversation,
  phaseOf,
  presets,
  viewOf,
  type Body,
  type ConversationState,
  type Phase,
  type View,
} from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import { actOf, endsOf, isKnown, isOfPair, reasonOf, type PairEvent } from './acts';

/** One event as operators read it. What the event does not say, or nobody knows, is null. */
export type Entry = {
  readonly revision: number;
  readonly atMs: number | null;
  readonly type: string;
  readonly commandId: string | null;
  readonly by: string | null;
  readonly to: string | null;
  readonly act: string;
  readonly reason: string | null;
  readonly used: number | null;
  readonly limit: number | null;
  readonly waiting: number | null;
  readonly retryAtMs: number | null;
  readonly policyVersion: number | null;
  /** How the pair stands after it; null once the history cannot be folded any further. */
  readonly phase: Phase | null;
  readonly views: Readonly<Record<string, View>> | null;
  readonly body: Body | null;
};

export type Timeline = {
  /** In the order in which they first appear, unless the operator named them. */
  readonly accounts: readonly string[];
  readonly entries: readonly Entry[];
  /** Why the history cannot be folded to its end, if it cannot. */
  readonly broken: string | null;
};

// Neither `initial` nor `evolve` reads a policy: what depended on one is in the events.
const { initial, evolve } = conversation(presets.seed);

type Numbers = Pick<Entry, 'used' | 'limit' | 'waiting' | 'retryAtMs' | 'policyVersion'>;

const numbersOf = ({ data }: PairEvent): Numbers => ({
  used: 'used' in data ? data.used : null,
  limit: 'limit' in data ? data.limit : null,
  waiting: 'waiting' in data ? data.waiting : null,
  retryAtMs: 'retryAtMs' in data ? data.retryAtMs : null,
  policyVersion: 'policyVersion' in data ? data.policyVersion : null,
});

type Told = Omit<Entry, 'revision' | 'phase' | 'views' | 'commandId'>;

const nothing = {
  by: null,
  to: null,
  reason: null,
  used: null,
  limit: null,
  waiting: null,
  retryAtMs: null,
  policyVersion: null,
  body: null,
} as const;

const toldBy = (event: Message, ingestedAtMs: number | null): Told => {
  const { type } = event;
  if (!isKnown(event))
    return { ...nothing, type, atMs: ingestedAtMs, act: `${type} is unknown to this release` };
  return {
    ...endsOf(event),
    ...numbersOf(event),
    type,
    atMs: event.data.atMs,
    act: actOf(event),
    reason: reasonOf(event),
    body: 'body' in event.data ? event.data.body : null,
  };
};

type Folded = { readonly state: ConversationState; readonly broken: string | null };

const next = ({ state, broken }: Folded, event: Message): Folded => {
  if (broken !== null) return { state, broken };
  if (!isKnown(event)) return { state, broken: `${event.type} is unknown to this release` };
  if (!isOfPair(event)) return { state, broken };
  try {
    return { state: evolve(state, event), broken };
  } catch (error) {
    return { state, broken: `${event.type} cannot be folded: ${String(error)}` };
  }
};

const accountsIn = (recorded: readonly Recorded[]): readonly string[] =>
  recorded.flatMap((event) => {
    if (!isKnown(event)) return [];
    const { by, to } = endsOf(event);
    return [by, to].filter((account) => account !== null);
  });

/**
 * The stream of a pair as a timeline: each event, and how the pair stood after it.
 * `first`: accounts in the order in which they are to be called A and B.
 */
export const timelineOf = (
  recorded: readonly Recorded[],
  first: readonly string[] = [],
): Timeline => {
  const accounts = [...new Set([...first, ...accountsIn(recorded)])];
  let folded: Folded = { state: initial, broken: null };
  const entries = recorded.map((event): Entry => {
    folded = next(folded, event);
    const { state, broken } = folded;
    const known = broken === null;
    const { commandId = null, ingestedAtMs = null } = event.metadata;
    const views = accounts.map((account) => [account, viewOf(state, account)]);
    return {
      revision: event.revision,
      commandId,
      ...toldBy(event, ingestedAtMs),
      phase: known ? phaseOf(state) : null,
      views: known ? (Object.fromEntries(views) as Record<string, View>) : null,
    };
  });
  return { accounts, entries, broken: folded.broken };
};
