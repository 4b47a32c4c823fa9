import { type Message, verdict } from '@vestibule/decider';
import type { Policy } from '@vestibule/domain';
import { decidersOf } from './decide-lane';
import type { Entry } from './history';
import type { Hosting } from './hosting';
import type { LaneRunner } from './lane';
import type { Task } from './lanes';
import type { AnyService, Order, Reserving } from './service';

/** On a guess nothing is reserved for what is older: it may have been decided long ago. */
const newsMs = 300_000;
const roundsMax = 10;

/**
 * The tasks of a lane, each with its answer, once everything is reserved that they need on this
 * state. Undefined when the state is a mere guess and there is too little room to reserve on one:
 * load the stream first. Rejects when the store is away.
 */
export type Reserve = <Each extends Task>(
  entry: Entry,
  tasks: readonly Each[],
  isGuess: boolean,
) => Promise<readonly Each[] | undefined>;

/** Where a lane reserves: has orders decided, and tells what their streams then hold. */
type Reservations = Pick<LaneRunner, 'known' | 'load'> & {
  readonly orders: (orders: readonly Order[]) => Promise<boolean>;
};

type Answers = ReadonlyMap<string, Entry>;
type Seen<Each extends Task> = {
  readonly ready: readonly Each[];
  readonly lacking: readonly Reserving[];
};

const stateOf = ({ broken, quarantined, state }: Entry): unknown =>
  broken !== null || quarantined ? undefined : state;

/** What is known is decided already, or becomes a letter: any hash will do to find that out. */
const isNew = ({ commandId, ingestedAtMs, source }: Order, { memory }: Entry): boolean => {
  const call = { commandId, contentHash: '', ingestedAtMs, source: source ?? null };
  return verdict(memory, call) === 'new';
};

type Rules = ReturnType<AnyService['decider']>;

const after = ({ decide, evolve }: Rules, { command }: Order, state: unknown): unknown => {
  try {
    const events: readonly Message[] = decide(command, state);
    return events.reduce<unknown>(evolve, state);
  } catch {
    return state; // it will fail alone, when it is decided
  }
};

/**
 * Looks at a lane's tasks one after the other, each on the state after those before it. Of a task
 * without its answer it is assumed that the answer is yes: whatever else turns out, comes up in the
 * next look.
 */
const looker = (service: AnyService, policyAt: (atMs: number) => Policy) => {
  const deciderAt = decidersOf(service, policyAt);

  const asking = (order: Order, state: unknown): Reserving | null => {
    const policy = policyAt(order.ingestedAtMs);
    const need = service.reserves?.need(order, state, policy) ?? null;
    return need && { order, need, policy };
  };

  return <Each extends Task>(
    entry: Entry,
    tasks: readonly Each[],
    answers: Answers,
  ): Seen<Each> => {
    const lacking: Reserving[] = [];
    const met = new Set<string>();
    let { state } = entry;
    const ready = tasks.map((task, index) => {
      const { order } = task;
      // A copy in the same lane will find the outcome of the first.
      if (met.has(order.commandId) || !isNew(order, entry)) return task;
      met.add(order.commandId);
      const asked = asking(order, state);
      const held = asked && answers.get(asked.need.stream);
      const answered = held ? service.reserves?.attach(asked, stateOf(held)) : null;
      if (asked && !answered) lacking.push(asked);
      if (index < tasks.length - 1)
        state = after(deciderAt(order.ingestedAtMs), answered ?? order, state);
      return answered ? { ...task, order: answered } : task;
    });
    return { ready, lacking };
  };
};

/**
 * Has reserved what a lane needs before it decides (protocol.md 5). All accounts are asked at once,
 * and each by one append for all lanes that ask meanwhile.
 */
export const reserving = (
  service: AnyService,
  { policyAt, system, metrics }: Hosting,
  { known, load, orders }: Reservations,
): Reserve => {
  const look = looker(service, policyAt);

  /** A guess may be wrong, and what it reserved is given back only after a while. */
  const takesGuess = ({ need, policy }: Reserving): boolean => {
    const entry = known(need.stream);
    if (!entry || system.nowMs() - need.ingestedAtMs > newsMs) return false;
    return service.reserves?.isRoomy(need, stateOf(entry), policy) ?? false;
  };

  const answered = async (lacking: readonly Reserving[]): Promise<Answers> => {
    metrics.count('reserved', lacking.length);
    if (!(await orders(lacking.map(({ need }) => need))))
      throw new Error('Nothing can be reserved now.');
    const streams = [...new Set(lacking.map(({ need }) => need.stream))];
    const entries = streams.map(
      async (stream) => [stream, known(stream) ?? (await load(stream))] as const,
    );
    return new Map(await Promise.all(entries));
  };

  return async (entry, tasks, isGuess) => {
    let seen = look(entry, tasks, new Map());
    if (isGuess && !seen.lacking.every(takesGuess)) return undefined;
    let answers: Answers = new Map();
    for (let round = 0; seen.lacking.length > 0; round += 1) {
      if (round === roundsMax) throw new Error('The answers to a reservation do not settle.');
      answers = new Map([...answers, ...(await answered(seen.lacking))]);
      seen = look(entry, tasks, answers);
    }
    return seen.ready;
  };
};
