import { type Decider, fold } from '@vestibule/decider';
import * as fc from 'fast-check';
import { policies } from './decide';
import { policyAt, wordsAt } from './in-force';
import type { PolicyCommand, PolicyEvent, PolicyState } from './policy';
import { approve, dataOf, leadMs, propose, publish, retire, startMs } from './policy.words';

type Rules = Decider<PolicyState, PolicyCommand, PolicyEvent>;

const numRuns = Math.ceil(100 * Number(process.env['VESTIBULE_SEARCH'] ?? 1));

const step = fc.record({
  afterMs: fc.integer({ min: 0, max: 2 * leadMs }),
  what: fc.constantFrom('propose', 'approve', 'retire', 'words'),
  number: fc.integer({ min: 0, max: 3 }),
  operator: fc.constantFrom('nora', 'omar'),
  laterMs: fc.option(fc.integer({ min: 0, max: 3 * leadMs })),
});
type Step = ReturnType<(typeof step)['generate']>['value'];

/** What a step asks; an approval names one of the proposals made so far. */
const commandOf = (
  { what, number, operator, laterMs }: Step,
  atMs: number,
  { proposals }: PolicyState,
): PolicyCommand => {
  const asked = { operator, atMs };
  if (what === 'approve') return approve(proposals.at(-number)?.id ?? 'none', asked);
  if (what === 'retire') return retire(number, asked);
  if (what === 'words') return publish(`list${number % 2}`, [`word${atMs}`], asked);
  const effectiveAtMs = laterMs === null ? null : atMs + laterMs;
  return propose(`p${proposals.length}`, dataOf('open'), { ...asked, effectiveAtMs });
};

type Moment = {
  readonly atMs: number;
  readonly before: PolicyState;
  readonly events: readonly PolicyEvent[];
  readonly after: PolicyState;
};

const told = ({ initial, decide, evolve }: Rules, script: readonly Step[]): readonly Moment[] => {
  let [state, atMs] = [initial, startMs];
  return script.map((each) => {
    atMs += each.afterMs;
    const before = state;
    const events = decide(commandOf(each, atMs, before), before);
    state = fold(evolve, before, events);
    return { atMs, before, events, after: state };
  });
};

const seenAt = ({ policies: all, words }: PolicyState, atMs: number): string => {
  const { retiredAtMs: _later, ...policy } = policyAt(all, atMs);
  return JSON.stringify([policy, wordsAt(words, atMs)]);
};

const published = ({ policies: all }: PolicyState): readonly string[] =>
  all.map(({ retiredAtMs: _later, ...policy }) => JSON.stringify(policy));

type Property = (moment: Moment) => boolean;

/** Whoever looked less than the lead ago sees what one sees who looks now. */
const isForeseen: Property = ({ atMs, before, after }) =>
  [0, 1, leadMs - 1].every((ms) => seenAt(before, atMs + ms) === seenAt(after, atMs + ms));

const staysAsPublished: Property = ({ before, after }) => {
  const now = published(after);
  return published(before).every((policy, at) => policy === now[at]);
};

const isNumberedThrough: Property = ({ after }) =>
  after.policies.every(({ version }, at) => version === at + 2) &&
  after.words.every(({ version }, at) => version === at + 1);

const hasTwoPeople: Property = ({ events }) =>
  events.every(
    ({ type, data }) => type !== 'PolicyPublished' || data.publishedBy !== data.approvedBy,
  );

const isInForce: Property = ({ atMs, after }) =>
  [0, atMs, atMs + 10 * leadMs].every((then) => policyAt(after.policies, then).version >= 1);

const properties: Readonly<Record<string, Property>> = {
  'what is in force within the lead is known before it': isForeseen,
  'a published version never changes': staysAsPublished,
  'versions are numbered through and never used again': isNumberedThrough,
  'two people stand behind each version': hasTwoPeople,
  'some policy is in force at any time': isInForce,
};

const search = (rules: Rules, property: Property, runs: number) =>
  fc.check(
    fc.property(fc.array(step, { minLength: 8, maxLength: 25 }), (script) =>
      told(rules, script).every(property),
    ),
    { seed: 42, numRuns: runs, endOnFailure: true },
  );

test.each(Object.entries(properties))('%s', (_, property) => {
  expect(search(policies(), property, numRuns).failed).toBe(false);
});

const rules = policies();

/** The rules with each event turned into another one. */
const turning = (turn: (event: PolicyEvent) => PolicyEvent): Rules => ({
  ...rules,
  decide: (command, state) => rules.decide(command, state).map(turn),
});

const atOnce = turning((event) =>
  'effectiveAtMs' in event.data && event.type !== 'PolicyProposed'
    ? ({ ...event, data: { ...event.data, effectiveAtMs: event.data.atMs } } as PolicyEvent)
    : event,
);

const inPlace: Rules = {
  ...rules,
  evolve: (state, event) => {
    const next = rules.evolve(state, event);
    if (event.type !== 'PolicyRetired') return next;
    return { ...next, policies: next.policies.map((each) => ({ ...each, preset: 'retired' })) };
  },
};

const reusing: Rules = {
  ...rules,
  decide: (command, state) => {
    const left = state.policies.filter(({ retiredAtMs }) => retiredAtMs === undefined);
    return rules.decide(command, { ...state, policies: left });
  },
};

const alone: Rules = {
  ...rules,
  decide: (command, state) =>
    command.type === 'ApprovePolicy'
      ? rules
          .decide({ ...command, data: { ...command.data, operator: 'zoe' } }, state)
          .map((event) =>
            event.type === 'PolicyPublished'
              ? { ...event, data: { ...event.data, approvedBy: command.data.operator } }
              : event,
          )
      : rules.decide(command, state),
};

const floorless: Rules = {
  ...rules,
  evolve: (state, event) => {
    const next = rules.evolve(state, event);
    return { ...next, policies: next.policies.map((each) => ({ ...each, version: 0 })) };
  },
};

describe('a property finds rules in which', () => {
  test.each([
    ['everything takes effect at once', atOnce, isForeseen],
    ['a retirement rewrites what was published', inPlace, staysAsPublished],
    ['a retired number is used again', reusing, isNumberedThrough],
    ['an author approves alone', alone, hasTwoPeople],
    ['numbers begin below the built-in one', floorless, isInForce],
  ] as const)('%s', (_, broken, property) => {
    expect(search(broken, property, 5_000).failed).toBe(true);
  });
});
