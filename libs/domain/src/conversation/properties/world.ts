import type { AccountFacts } from '../../account/account';
import { dayMs, hourMs } from '../../policy/period';
import type { Policy } from '../../policy/policy';
import { presets } from '../../policy/presets';
import { adult, policyWith, startMs, type Name } from '../conversation.words';
import type { AnswerCommand } from '../happened';

/** One thing that somebody does or that becomes true, without what depends on the world. */
export type Step =
  | { readonly does: 'send'; readonly by: Name; readonly odd: Odd }
  | Answering
  | { readonly does: 'expire'; readonly by: Name }
  | { readonly does: 'follow'; readonly by: Name; readonly noted: boolean }
  | { readonly does: 'unfollow'; readonly by: Name }
  | { readonly does: 'change'; readonly by: Name; readonly to: Partial<AccountFacts> }
  | { readonly does: 'wait'; readonly hours: number }
  | { readonly does: 'rule'; readonly policy: number };

/** A command that is no send. An operator's is about messages, or consent, of `by`. */
export type Answering = {
  readonly does: AnswerCommand['type'];
  readonly by: Name;
  /** The answer means an older message than the newest. */
  readonly late: boolean;
  readonly also: 'decline' | 'block' | null;
  /** Which of the own messages, counted from the newest. */
  readonly which: number;
};

export type Odd = 'no' | 'image' | 'links' | 'words' | 'volume' | 'automated' | 'empty';

/** What is true for everybody: time, policy, both accounts and the follow graph. */
export type World = {
  readonly nowMs: number;
  readonly policy: Policy;
  readonly accounts: Readonly<Record<Name, AccountFacts>>;
  readonly follows: Readonly<Record<Name, number | null>>;
  /** Ids of what each has tried to send, newest last. */
  readonly tried: Readonly<Record<Name, readonly string[]>>;
  /** Steps so far; names the next command. */
  readonly count: number;
};

/** The id of the command that a step of this world asks. */
export const idIn = ({ count }: World): string => `m${count}`;

const outreach = presets['shop-outreach'];

/** Policies that a script moves between: all presets and some knobs. None refuses a no openly. */
export const policies: readonly Policy[] = [
  policyWith({}),
  policyWith({ request: { limit: 1, links: 'refuse', ttlDays: 1 } }),
  policyWith({ request: { limit: 2, grandfather: true, retryAfterDays: 2 } }),
  policyWith({ request: { strangers: 'inbox' }, relation: { senderMustFollow: false } }),
  policyWith({
    relation: { afterUnblock: 'restore' },
    request: { ttlDays: 2 },
    unsend: { withinHours: 1 },
    business: { limit: 2, volumeFactor: 1, window: { hours: 24, messages: 2 } },
  }),
  presets['tiktok-2025'],
  { ...outreach, request: { ...outreach.request, declineMode: 'sink', ttlDays: 2 } },
  presets.instagram,
  presets.open,
];

/** The same, and the one preset that does. */
export const allPolicies: readonly Policy[] = [...policies, outreach];

export const firstWorld = (policy: Policy = policyWith({})): World => ({
  nowMs: startMs,
  policy,
  accounts: { ann: adult, bob: adult },
  follows: { ann: null, bob: null },
  tried: { ann: [], bob: [] },
  count: 0,
});

/** Every change of an account raises its version. */
const withAccount = (world: World, name: Name, change: Partial<AccountFacts>): World => {
  const account = world.accounts[name];
  const changed = { ...account, ...change, version: account.version + 1 };
  return { ...world, accounts: { ...world.accounts, [name]: changed } };
};

const followed = (world: World, by: Name): World =>
  world.follows[by] === null
    ? withAccount({ ...world, follows: { ...world.follows, [by]: world.nowMs } }, by, {})
    : world;

/** The world after a step; what two people say to each other only takes a moment. */
export const worldAfter = (before: World, step: Step): World => {
  const world = { ...before, nowMs: before.nowMs + 1, count: before.count + 1 };
  if (step.does === 'wait') return { ...world, nowMs: world.nowMs + step.hours * hourMs };
  if (step.does === 'rule') return { ...world, policy: allPolicies[step.policy] ?? world.policy };
  if (step.does === 'change') return withAccount(world, step.by, step.to);
  if (step.does === 'follow') return followed(world, step.by);
  if (step.does === 'send') {
    const own = [...world.tried[step.by], idIn(world)];
    return { ...world, tried: { ...world.tried, [step.by]: own } };
  }
  if (step.does !== 'unfollow') return world;
  return withAccount({ ...world, follows: { ...world.follows, [step.by]: null } }, step.by, {});
};

/** Long before everything: whatever lies there is due. */
export const longAgoMs = startMs - 365 * dayMs;
