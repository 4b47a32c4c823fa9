import { type Call, type Memory, type Message, type Verdict, verdict } from '@vestibule/decider';
import type { Policy } from '@vestibule/domain';
import type { Draft } from '@vestibule/streams';
import { type Drafted, contentHashOf, draftsOf } from './draft';
import type { Entry, History } from './history';
import type { Task } from './lanes';
import type { LetterOf } from './letter';
import type { AnyService, HostEvent, Order } from './service';

/** What one append of a lane would say, and what it would settle. */
export type Decided<Each extends Task = Task> = {
  readonly drafts: readonly Draft[];
  /** The entry once `drafts` are appended. */
  readonly entry: Entry;
  /** How many tasks from the front were looked at: an append that grows too large is cut. */
  readonly taken: number;
  /** Tasks that become dead letters, instead of an outcome or besides it. */
  readonly letters: readonly LetterOf<Each>[];
  readonly counts: Readonly<Record<'decided' | 'repeated' | 'behind' | 'failed', number>>;
};

const eventsMax = 490;
/** At three bytes a character this stays below the store's 1 MiB, metadata included. */
const charactersMax = 250_000;

type Asked = { readonly order: Order; readonly contentHash: string };
type Outcome = Drafted & { readonly entry: Entry; readonly error?: string };

const failureOf = ({ command, commandId, ingestedAtMs }: Order): HostEvent => {
  const { actor = '', other = null } = command.data as { actor?: string; other?: string };
  const data = { atMs: ingestedAtMs, commandId, command: command.type, actor, other };
  return { type: 'CommandFailed', data };
};

/** One decider per policy version: closing over a policy is not free. */
export const decidersOf = (service: AnyService, policyAt: (atMs: number) => Policy) => {
  const deciders = new Map<number, ReturnType<AnyService['decider']>>();
  return (atMs: number) => {
    const policy = policyAt(atMs);
    const decider = deciders.get(policy.version) ?? service.decider(policy);
    deciders.set(policy.version, decider);
    return decider;
  };
};

/** What comes from inside is never behind: its clock is another one than the lane's. */
const verdictOn = (memory: Memory, call: Call, { quiet }: Order): Verdict => {
  const known = verdict(memory, call);
  return known === 'behind' && quiet ? 'new' : known;
};

/** Decides a lane's tasks one after the other, each on the fold of those before it (lemma S). */
export const decideLane = (
  service: AnyService,
  { fold }: History,
  policyAt: (atMs: number) => Policy,
) => {
  const deciderAt = decidersOf(service, policyAt);

  const recorded = ({ order, contentHash }: Asked, entry: Entry, events: readonly Message[]) => {
    const drafted = draftsOf(order, contentHash, events);
    return { ...drafted, entry: fold(entry, drafted.drafts) };
  };

  const decided = (asked: Asked, entry: Entry): Outcome => {
    const { command, ingestedAtMs, source, quiet } = asked.order;
    const events: readonly Message[] = deciderAt(ingestedAtMs).decide(command, entry.state);
    if (events.length === 0 && !source && !quiet)
      throw new Error(`${command.type} was left undecided.`);
    const outcome = recorded(asked, entry, events);
    if (outcome.entry.broken !== null) throw new Error(outcome.entry.broken);
    return outcome;
  };

  const outcomeOf = (asked: Asked, entry: Entry): Outcome => {
    let error = 'The stream is quarantined.';
    try {
      if (!entry.quarantined) return decided(asked, entry);
    } catch (thrown) {
      // Pure code would throw again: the failure is this command's one outcome (protocol.md 8).
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    return { ...recorded(asked, entry, [failureOf(asked.order)]), error };
  };

  return <Each extends Task>(start: Entry, tasks: readonly Each[]): Decided<Each> => {
    const drafts: Draft[] = [];
    const letters: LetterOf<Each>[] = [];
    const counts = { decided: 0, repeated: 0, behind: 0, failed: 0 };
    let [entry, characters, taken] = [start, 0, 0];
    for (const item of tasks) {
      const { order } = item;
      const asked = { order, contentHash: contentHashOf(order) };
      const { commandId, ingestedAtMs, source = null } = order;
      const call = { commandId, contentHash: asked.contentHash, ingestedAtMs, source };
      const known = verdictOn(entry.memory, call, order);
      if (known === 'new') {
        if (drafts.length >= eventsMax || characters >= charactersMax) break;
        const outcome = outcomeOf(asked, entry);
        drafts.push(...outcome.drafts);
        characters += outcome.characters;
        entry = outcome.entry;
        counts.decided += 1;
        if (outcome.error !== undefined) {
          counts.failed += 1;
          letters.push({ item, reason: 'INTERNAL', detail: outcome.error });
        }
      } else if (known === 'reused')
        letters.push({ item, reason: 'ID_REUSED', detail: 'Known id, other content.' });
      else counts[known === 'done' ? 'repeated' : 'behind'] += 1;
      taken += 1;
    }
    return { drafts, entry, taken, letters, counts };
  };
};
