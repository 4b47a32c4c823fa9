import { fold, type Decider, type Message } from './decider';
import { scenarios, type Laws } from './scenarios';

type Add = Message<'Add', { commandId: string; ingestedAtMs: number; amount: number }>;
type Added = Message<'Added', { commandId: string | null; amount: number }>;
type Sum = { readonly total: number };
type Counter = Decider<Sum, Add, Added>;

const add = (commandId: string, amount: number): Add => ({
  type: 'Add',
  data: { commandId, ingestedAtMs: 1, amount },
});

const added = (commandId: string | null, amount: number): Added => ({
  type: 'Added',
  data: { commandId, amount },
});

const counter: Counter = {
  initial: { total: 0 },
  decide: ({ data: { commandId, amount } }) => [added(commandId, amount)],
  evolve: ({ total }, { data }) => ({ total: total + data.amount }),
};

const laws: Laws<Add, Added> = {
  asked: ({ data }) => data,
  outcome: ({ data }) => data.commandId,
};

test('a fold takes the events oldest first', () =>
  expect(fold((text: string, event: string) => text + event, '', ['a', 'b', 'c'])).toBe('abc'));

describe('a scenario', () => {
  const { given, after, standing } = scenarios(counter, laws);

  test('compares events in the detail that is given', () => {
    given(added('c1', 2))
      .when(add('c2', 3))
      .then({ type: 'Added', data: { amount: 3 } });
    const wrong = () =>
      given()
        .when(add('c2', 3))
        .then({ type: 'Added', data: { amount: 4 } });
    expect(wrong).toThrow('toMatchObject');
    expect(() => given().when(add('c2', 3)).leavesNothing()).toThrow('toEqual');
  });

  test('goes on from events, from commands, and from a state', () => {
    expect(given(added('c1', 2), added('c2', 3)).state.total).toBe(5);
    expect(after(add('c1', 2)).after(add('c2', 3)).state.total).toBe(5);
    expect(standing({ total: 5 }).when(add('c1', 1)).state.total).toBe(6);
  });

  test('answers a command once', () => after(add('c1', 2)).when(add('c1', 2)).leavesNothing());
});

let calls = 0;

const answer = (commandId: string | null, amount = 1): Pick<Counter, 'decide'> => ({
  decide: () => [added(commandId, amount)],
});

const overwriting: Pick<Counter, 'decide'> = {
  decide: ({ data }) => [added(Object.assign(data, { amount: 1 }).commandId, 1)],
};

/** Deciders that break one law each, and the complaint. */
// prettier-ignore
const lawless: readonly (readonly [flaw: string, complaint: string, part: Partial<Counter>])[] = [
  ['leaves no event',               'toEqual',       { decide: () => [] }],
  ['leaves no outcome',             'toEqual',       answer(null)],
  ['leaves two outcomes',           'toEqual',       { decide: () => [added('c1', 1), added('c1', 1)] }],
  ['leaves its outcome first',      'toEqual',       { decide: () => [added('c1', 1), added(null, 1)] }],
  ['answers somebody else',         'toEqual',       answer('c9')],
  ['changes the command',           'read only',     overwriting],
  ['changes an older state',        'read only',     { evolve: (state) => Object.assign(state, { total: 1 }) }],
  ['says what JSON does not',       'toStrictEqual', answer('c1', Number.NaN)],
  ['remembers what JSON does not',  'toStrictEqual', { evolve: () => ({ total: Number.NaN }) }],
  ['decides otherwise a second time', 'toBe',        { decide: () => [added('c1', (calls += 1))] }],
];

test.each(lawless)('a decider that %s is found out', (_, complaint, part) => {
  const { given } = scenarios({ ...counter, ...part }, laws);
  expect(() => given().when(add('c1', 1))).toThrow(complaint);
});
