import type { AccountFacts } from '../../account/account';
import { hourMs } from '../../policy/period';
import type { Policy } from '../../policy/policy';
import type { AnswerCommand } from '../happened';
import type { ConversationCommand, ConversationState, Facts } from '../conversation';
import { adult, otherOf, plain, policyWith, startMs, type Name } from '../conversation.words';
import { sideOf } from '../view';

/** One thing that somebody does or that becomes true, without what depends on the world. */
export type Step =
  | { readonly does: 'send'; readonly by: Name; readonly odd: Odd }
  | { readonly does: AnswerCommand['type']; readonly by: Name; readonly late: boolean }
  | { readonly does: 'follow'; readonly by: Name; readonly noted: boolean }
  | { readonly does: 'unfollow'; readonly by: Name }
  | { readonly does: 'change'; readonly by: Name; readonly to: Partial<AccountFacts> }
  | { readonly does: 'wait'; readonly hours: number }
  | { readonly does: 'rule'; readonly policy: number };

export type Odd = 'no' | 'image' | 'links' | 'words' | 'volume' | 'automated';

/** What is true for everybody: time, policy, both accounts and the follow graph. */
export type World = {
  readonly nowMs: number;
  readonly policy: Policy;
  readonly accounts: Readonly<Record<Name, AccountFacts>>;
  readonly follows: Readonly<Record<Name, number | null>>;
};

/** Policies that a script moves between; none refuses a no openly. */
export const policies: readonly Policy[] = [
  policyWith({}),
  policyWith({ request: { limit: 1, links: 'refuse' } }),
  policyWith({ request: { limit: 2, grandfather: true, retryAfterDays: 2 } }),
  policyWith({ request: { strangers: 'inbox' }, relation: { senderMustFollow: false } }),
  policyWith({
    relation: { afterUnblock: 'restore' },
    business: { limit: 2, volumeFactor: 1, window: { hours: 24, messages: 2 } },
  }),
];

export const firstWorld = (policy = 0): World => ({
  nowMs: startMs,
  policy: policies[policy] ?? policyWith({}),
  accounts: { ann: adult, bob: adult },
  follows: { ann: null, bob: null },
});

/** The world after a step; what two people say to each other leaves it as it is. */
export const worldAfter = (before: World, step: Step): World => {
  const world = { ...before, nowMs: before.nowMs + 1 };
  switch (step.does) {
    case 'wait':
      return { ...world, nowMs: world.nowMs + step.hours * hourMs };
    case 'rule':
      return { ...world, policy: policies[step.policy] ?? world.policy };
    case 'change':
      return withAccount(world, step.by, step.to);
    case 'follow': {
      if (world.follows[step.by] !== null) return world;
      const followed = { ...world, follows: { ...world.follows, [step.by]: world.nowMs } };
      return withAccount(followed, step.by, {});
    }
    case 'unfollow':
      return withAccount({ ...world, follows: { ...world.follows, [step.by]: null } }, step.by, {});
    case 'send':
    case 'AcceptRequest':
    case 'DeclineRequest':
    case 'RestoreRequest':
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
    case 'UnsendMessage':
    case 'ReportAccount':
    case 'RemoveMessage':
    case 'VoidConsent':
    case 'ImportConsent':
      return world;
  }
};

/** Every change of an account raises its version. */
const withAccount = (world: World, name: Name, change: Partial<AccountFacts>): World => {
  const account = world.accounts[name];
  const changed = { ...account, ...change, version: account.version + 1 };
  return { ...world, accounts: { ...world.accounts, [name]: changed } };
};

const factsFor = (by: Name, world: World, odd: Odd): Facts => ({
  actor: world.accounts[by],
  other: world.accounts[otherOf(by)],
  follows: { actorAtMs: world.follows[by], otherAtMs: world.follows[otherOf(by)] },
  volume: odd === 'volume' ? { granted: false, per: 'P1D', retryAtMs: world.nowMs + hourMs } : null,
  content: {
    ...plain,
    links: odd === 'links',
    lists: odd === 'words' ? [{ id: 'severe', action: 'refuse' }] : [],
  },
});

/** The command of a step in a world; null for a step that only changes the world. */
export const commandFor = (
  step: Step,
  id: string,
  world: World,
  state: ConversationState,
): ConversationCommand | null => {
  if (step.does === 'wait' || step.does === 'rule' || step.does === 'change') return null;
  if (step.does === 'unfollow') return null;
  const [by, other] = [step.by, otherOf(step.by)];
  if (step.does === 'follow') {
    const sinceAtMs = world.follows[by];
    if (!step.noted || sinceAtMs === null) return null;
    const facts = { by: world.accounts[by], to: world.accounts[other] };
    const { version } = facts.by;
    return {
      type: 'NoteFollow',
      data: { by, to: other, sinceAtMs, version, ingestedAtMs: world.nowMs, facts },
    };
  }
  const atMs = world.nowMs;
  const odd = step.does === 'send' ? step.odd : 'no';
  const facts = factsFor(by, world, odd);
  const asking = { commandId: id, actor: by, other, issuedAtMs: atMs, ingestedAtMs: atMs, facts };
  if (step.does === 'send') {
    const kind = odd === 'image' ? ('image' as const) : ('text' as const);
    const body = { text: id, attachment: null };
    return { type: 'SendMessage', data: { ...asking, kind, automated: odd === 'automated', body } };
  }
  const upTo = step.late ? 'long ago' : (sideOf(state, other).waiting.at(-1) ?? null);
  const data = { ...asking, upTo, bulkId: null, how: 'decline' as const };
  return { type: step.does, data } as ConversationCommand;
};
