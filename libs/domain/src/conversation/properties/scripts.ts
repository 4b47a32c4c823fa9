import type { Decider } from '@vestibule/decider';
import * as fc from 'fast-check';
import type { AccountFacts } from '../../account/account';
import type { Policy } from '../../policy/policy';
import type { AnswerCommand } from '../happened';
import type { ConversationCommand, ConversationEvent, ConversationState } from '../conversation';
import type { Name } from '../conversation.words';
import {
  commandFor,
  firstWorld,
  policies,
  worldAfter,
  type Odd,
  type Step,
  type World,
} from './world';

/** The rules that a script is played by: the true ones, or wrong ones to be found out. */
export type Rules = (
  policy: Policy,
) => Decider<ConversationState, ConversationCommand, ConversationEvent>;

const someone = fc.constantFrom<Name>('ann', 'bob');

const anyChange: fc.Arbitrary<Partial<AccountFacts>> = fc.oneof(
  fc.record({
    setting: fc.constantFrom('everyone', 'everyone', 'standard', 'friends', 'contacted', 'no-one'),
  }),
  fc.record({ standing: fc.constantFrom('active', 'active', 'suspended') }),
  fc.record({ band: fc.constantFrom('18plus', '18plus', '16-17', 'under16') }),
  fc.record({ business: fc.boolean() }),
  fc.record({ takesBusiness: fc.boolean(), phone: fc.constantFrom(true, true, false) }),
);

const anyOdd = fc.constantFrom<Odd>(
  'no',
  'no',
  'no',
  'no',
  'image',
  'links',
  'words',
  'volume',
  'automated',
  'automated',
);

const answers: readonly AnswerCommand['type'][] = [
  'AcceptRequest',
  'DeclineRequest',
  'RestoreRequest',
  'WithdrawRequest',
  'RevokeConsent',
  'BlockAccount',
  'UnblockAccount',
];

export const anyStep = (by: fc.Arbitrary<Name> = someone): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ does: fc.constant('send' as const), by, odd: anyOdd }) },
    {
      weight: 12,
      arbitrary: fc.record({
        does: fc.constantFrom(...answers),
        by,
        late: fc.nat(9).map((n) => n === 0),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ does: fc.constant('follow' as const), by, noted: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('unfollow' as const), by }) },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('change' as const), by, to: anyChange }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant('wait' as const),
        hours: fc.integer({ min: 1, max: 60 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('rule' as const),
        policy: fc.nat(policies.length - 1),
      }),
    },
  );

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
export const play = (rules: Rules, steps: readonly Step[]): readonly Played[] => {
  let world = firstWorld();
  let before: ConversationState = rules(world.policy).initial;
  return steps.flatMap((step, index) => {
    world = worldAfter(world, step);
    const command = commandFor(step, `m${index}`, world, before);
    if (command === null) return [];
    const { decide, evolve } = rules(world.policy);
    const events = decide(command, before);
    const played = { world, before, command, events, after: events.reduce(evolve, before) };
    before = played.after;
    return [played];
  });
};
