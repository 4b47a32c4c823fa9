import type { Decider } from '@vestibule/decider';
import * as fc from 'fast-check';
import type { AccountFacts } from '../../account/account';
import type { Policy } from '../../policy/policy';
import type { ConversationCommand, ConversationEvent, ConversationState } from '../conversation';
import type { Name } from '../conversation.words';
import type { AnswerCommand } from '../happened';
import { commandFor } from './commands';
import { allPolicies, firstWorld, worldAfter, type Odd, type Step, type World } from './world';

/** The rules that a script is played by: the true ones, or wrong ones to be found out. */
export type Rules = (
  policy: Policy,
) => Decider<ConversationState, ConversationCommand, ConversationEvent>;

const someone = fc.constantFrom<Name>('ann', 'bob');

const anyChange: fc.Arbitrary<Partial<AccountFacts>> = fc.oneof(
  fc.record({
    setting: fc.constantFrom('everyone', 'everyone', 'standard', 'friends', 'contacted', 'no-one'),
  }),
  fc.record({ standing: fc.constantFrom('active', 'active', 'suspended', 'deactivated') }),
  fc.record({ band: fc.constantFrom('18plus', '18plus', '16-17', 'under16') }),
  fc.record({ business: fc.boolean() }),
  fc.record({ takesBusiness: fc.boolean(), phone: fc.constantFrom(true, true, false) }),
);

// prettier-ignore
const anyOdd = fc.constantFrom<Odd>(
  'no', 'no', 'no', 'no', 'image', 'links', 'words', 'volume', 'automated', 'automated', 'empty',
);

/** What people ask often, and last what operators do. */
// prettier-ignore
const answers: readonly AnswerCommand['type'][] = [
  'AcceptRequest', 'DeclineRequest', 'RestoreRequest', 'WithdrawRequest', 'RevokeConsent',
  'BlockAccount', 'UnblockAccount', 'AcceptRequest', 'DeclineRequest', 'RestoreRequest',
  'WithdrawRequest', 'RevokeConsent', 'BlockAccount', 'UnblockAccount', 'UnsendMessage',
  'ReportAccount', 'UnsendMessage', 'ReportAccount', 'RemoveMessage', 'VoidConsent',
  'ImportConsent',
];

const seldom = (): fc.Arbitrary<boolean> => fc.nat(9).map((n) => n === 0);

export const anyStep = (
  by: fc.Arbitrary<Name> = someone,
  known: readonly Policy[] = allPolicies,
): fc.Arbitrary<Step> => {
  const does = <const Does extends string>(name: Does) => fc.constant(name);
  const answer = fc.record({
    does: fc.constantFrom(...answers),
    by,
    late: seldom(),
    also: fc.constantFrom('decline' as const, 'block' as const, null),
    which: fc.nat(3),
  });
  const hours = fc.integer({ min: 1, max: 60 });
  return fc.oneof(
    { weight: 10, arbitrary: fc.record({ does: does('send'), by, odd: anyOdd }) },
    { weight: 15, arbitrary: answer },
    { weight: 2, arbitrary: fc.record({ does: does('expire'), by }) },
    { weight: 2, arbitrary: fc.record({ does: does('follow'), by, noted: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ does: does('unfollow'), by }) },
    { weight: 1, arbitrary: fc.record({ does: does('change'), by, to: anyChange }) },
    { weight: 2, arbitrary: fc.record({ does: does('wait'), hours }) },
    {
      weight: 1,
      arbitrary: fc.record({ does: does('rule'), policy: fc.nat(known.length - 1) }),
    },
  );
};

export const script = fc.array(anyStep(), { maxLength: 40, size: 'max' });

/** One step of a played script: what was asked, what came of it, and the pair on both sides. */
export type Played = {
  readonly world: World;
  readonly before: ConversationState;
  readonly command: ConversationCommand;
  readonly events: readonly ConversationEvent[];
  readonly after: ConversationState;
};

/** Plays a script from the beginning; steps that only change the world leave no trace. */
export const play = (
  rules: Rules,
  steps: readonly Step[],
  start: World = firstWorld(),
): readonly Played[] => {
  let world = start;
  let before: ConversationState = rules(world.policy).initial;
  return steps.flatMap((step) => {
    world = worldAfter(world, step);
    const command = commandFor(step, { world, state: before });
    if (command === null) return [];
    const { decide, evolve } = rules(world.policy);
    const events = decide(command, before);
    const played = { world, before, command, events, after: events.reduce(evolve, before) };
    before = played.after;
    return [played];
  });
};
