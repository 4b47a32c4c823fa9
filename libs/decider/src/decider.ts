/** What is said, asked or recorded, in every layer: a type and its data. */
export type Message<Type extends string = string, Data extends object = object> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
};

/**
 * The pattern: what may be asked (`decide`), what it changes (`evolve`), and where it starts.
 * All of it is pure: no clock, no look-up, no randomness; the same input gives the same output.
 * Source: Jérémie Chassaing, "Functional Event Sourcing Decider", 2021.
 */
export type Decider<State, Command extends Message, Event extends Message> = {
  readonly initial: State;
  /** The events that the command makes true in this state, oldest first; may be none. */
  readonly decide: (command: Command, state: State) => readonly Event[];
  /** The state after one more event. Never fails, never looks anywhere else. */
  readonly evolve: (state: State, event: Event) => State;
};

/** The state after `events`, oldest first. */
export const fold = <State, Event>(
  evolve: (state: State, event: Event) => State,
  state: State,
  events: readonly Event[],
): State => events.reduce(evolve, state);
