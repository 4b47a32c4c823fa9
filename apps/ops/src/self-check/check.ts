import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@vestibule/decider';
import {
  commandOf,
  conversation,
  type ConversationEvent,
  type ConversationState,
  type Policy,
  presets,
} from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';

/** A decision that would come out otherwise today. */
export type Difference = {
  readonly stream: string;
  /** Revision of its outcome. */
  readonly revision: number;
  readonly commandId: string;
  readonly recorded: readonly string[];
  /** What would be recorded today; empty where no such policy version is known any more. */
  readonly again: readonly string[];
};

export type Found = {
  readonly conversations: number;
  readonly events: number;
  /** Decisions that were made again. */
  readonly decisions: number;
  readonly differences: readonly Difference[];
};

export type Checker = {
  /** The next event of a pair's stream: revision by revision, streams in any mixture. */
  readonly see: (event: Recorded) => void;
  readonly found: () => Found;
};

const hostTypes: ReadonlySet<string> = new Set([
  'CommandFailed',
  'Quarantined',
  'QuarantineLifted',
]);

/** One conversation on the way: its fold, and the events of a command that is not complete yet. */
type Pair = { readonly state: ConversationState; readonly open: readonly Recorded[] };

const { initial, evolve } = conversation(presets.seed); // neither reads a policy

const eventIn = ({ type, data }: Recorded): ConversationEvent =>
  ({ type, data }) as Message as ConversationEvent;

const typesOf = (events: readonly Message[]): readonly string[] => events.map(({ type }) => type);

/** Decides a command again on the state before it; undefined when nothing differs. */
const compare = (
  state: ConversationState,
  group: readonly Recorded[],
  policies: readonly Policy[],
): Difference | undefined => {
  const last = group.at(-1);
  const outcome = last && eventIn(last);
  const command = outcome && commandOf(outcome);
  if (!command) return undefined;
  const { stream, revision } = last;
  const { policyVersion } = outcome.data;
  const policy = policies.find(({ version }) => version === policyVersion);
  const recorded = group.map(eventIn);
  const again = policy ? conversation(policy).decide(command, state) : [];
  if (isDeepStrictEqual(again, recorded)) return undefined;
  const { commandId } = command.data;
  return { stream, revision, commandId, recorded: typesOf(recorded), again: typesOf(again) };
};

/**
 * Decides stored decisions again (rulebook I36): each from the fold of what precedes it, its command
 * with its stored facts, and the policy version that it names. What came from inside (follows,
 * expiry) has no outcome and is only folded.
 */
export const checker = (published: readonly Policy[]): Checker => {
  const policies = [presets.seed, ...published];
  const pairs = new Map<string, Pair>();
  const differences: Difference[] = [];
  let [events, decisions] = [0, 0];

  const settle = ({ state, open }: Pair): Pair => {
    const difference = compare(state, open, policies);
    if (difference) differences.push(difference);
    return { state: open.map(eventIn).reduce(evolve, state), open: [] };
  };

  return {
    see: (event) => {
      events += 1;
      const { stream, type, metadata } = event;
      if (hostTypes.has(type)) return;
      let pair = pairs.get(stream) ?? { state: initial, open: [] };
      const [before] = pair.open;
      // Of another command: what came before it was from inside, and has no outcome.
      if (before && before.metadata.commandId !== metadata.commandId) pair = settle(pair);
      pair = { ...pair, open: [...pair.open, event] };
      if (commandOf(eventIn(event)) !== null) {
        decisions += 1;
        pair = settle(pair);
      }
      pairs.set(stream, pair);
    },
    found: () => ({ conversations: pairs.size, events, decisions, differences }),
  };
};
