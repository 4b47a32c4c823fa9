import { fold, type Decider, type Message } from './decider';
import { emptyMemory, remember, verdict, type Call, type Memory } from './once';

/** What the laws have to know of a noun's messages. */
export type Laws<Command, Event> = {
  /** Identity and ingest time of a command that is answered; null for a machine command. */
  readonly asked: (command: Command) => { commandId: string; ingestedAtMs: number } | null;
  /** Id of the command whose outcome an event is; null for an event that is none. */
  readonly outcome: (event: Event) => string | null;
};

type Partly<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]?: Partly<Value[Key]> }
    : Value;

/** An event in as much detail as the test cares for. */
export type Expected<Event extends Message> =
  Event extends Message<infer Type, infer Data>
    ? { readonly type: Type; readonly data?: Partly<Data> }
    : never;

type Past<State> = { readonly state: State; readonly memory: Memory };

/** A history, what is asked of it next, and what comes of it. */
export type Scene<State, Command, Event extends Message> = {
  readonly state: State;
  readonly after: (...commands: readonly Command[]) => Scene<State, Command, Event>;
  readonly when: (command: Command) => Answer<State, Event>;
};

export type Answer<State, Event extends Message> = {
  readonly events: readonly Event[];
  readonly state: State;
  /** Exactly these events, each in at least the detail given. */
  readonly then: (...expected: readonly Expected<Event>[]) => void;
  readonly leavesNothing: () => void;
};

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const survivesJson = (value: unknown): void =>
  expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);

/**
 * Given a history, when a command, then these events: for tests, under Jest. Every scenario also
 * proves the laws of a decider: an asked command leaves events, of which the last and no other is
 * its outcome; asked again it leaves none; what is handed in stays as it is; everything survives
 * JSON; deciding again gives the same bytes.
 */
export const scenarios = <State, Command extends Message, Event extends Message>(
  { initial, decide, evolve }: Decider<State, Command, Event>,
  { asked, outcome }: Laws<Command, Event>,
) => {
  const callOf = (command: Command): Call | null => {
    const known = asked(command);
    return known && { ...known, contentHash: JSON.stringify(command), source: null };
  };

  const isNew = ({ memory }: Past<State>, command: Command): boolean => {
    const call = callOf(command);
    return call === null || verdict(memory, call) === 'new';
  };

  const answered = (command: Command, events: readonly Event[]): void => {
    const call = callOf(command);
    if (call === null) return;
    const own = events.map((event) => outcome(event) === call.commandId);
    expect(own).toEqual([...events.slice(1).map(() => false), true]);
  };

  const decided = (past: Past<State>, command: Command): readonly Event[] => {
    if (!isNew(past, frozen(command))) return [];
    const events = frozen(decide(command, frozen(past.state)));
    answered(command, events);
    survivesJson(events);
    expect(JSON.stringify(decide(command, past.state))).toBe(JSON.stringify(events));
    return events;
  };

  const recorded = (past: Past<State>, command: Command, events: readonly Event[]): Past<State> => {
    const state = fold(evolve, past.state, events);
    survivesJson(state);
    const call = callOf(command);
    return { state, memory: call === null ? past.memory : remember(past.memory, call) };
  };

  const happened = (past: Past<State>, command: Command) => {
    const events = decided(past, command);
    const next = recorded(past, command, events);
    if (callOf(command) !== null) expect(decided(next, command)).toEqual([]);
    return { events, next };
  };

  const scene = (past: Past<State>): Scene<State, Command, Event> => ({
    state: past.state,
    after: (...commands) =>
      scene(commands.reduce((before, command) => happened(before, command).next, past)),
    when: (command) => {
      const { events, next } = happened(past, command);
      return {
        events,
        state: next.state,
        // oxlint-disable-next-line unicorn/no-thenable -- given, when, then are the field's words.
        then: (...expected) => expect(events).toMatchObject(expected as unknown as object[]),
        leavesNothing: () => expect(events).toEqual([]),
      };
    },
  });

  const given = (...events: readonly Event[]): Scene<State, Command, Event> =>
    scene({ state: fold(evolve, frozen(initial), events.map(frozen)), memory: emptyMemory });

  return {
    given,
    after: (...commands: readonly Command[]) => given().after(...commands),
    /** A history whose fold is known: for states that no command reaches yet. */
    standing: (state: State) => scene({ state: frozen(state), memory: emptyMemory }),
  };
};
