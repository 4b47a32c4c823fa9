import type { AccountFacts } from '../../account/account';
import { dayMs } from '../../policy/period';
import type { ConversationState } from '../conversation';
import { otherOf, type Name } from '../conversation.words';
import { sideOf } from '../view';
import type { World } from './world';

/** All of a side that a later decision can depend on, without ids and times. */
const sideKey = (name: Name, state: ConversationState, world: World): readonly unknown[] => {
  const mine = sideOf(state, name);
  const { retryAfterDays, grandfather } = world.policy.request;
  const [since, newest] = [world.follows[name], world.tried[name].at(-1)];
  const isRetryDue =
    retryAfterDays !== null &&
    mine.askedAtMs !== null &&
    world.nowMs - mine.askedAtMs >= retryAfterDays * dayMs;
  return [
    mine.stance,
    mine.blocks,
    mine.welcome,
    mine.asked.length,
    grandfather ? mine.pinned : null,
    mine.waiting.length,
    mine.out,
    mine.kept,
    mine.delivered > 0,
    isRetryDue,
    since !== null && (mine.refusedAtMs === null || since > mine.refusedAtMs),
    mine.saw >= world.accounts[otherOf(name)].version,
    mine.written.find(({ messageId }) => messageId === newest)?.state ?? null,
  ];
};

/** Two pairs of one digest behave alike from now on. */
export const digest = (state: ConversationState, world: World): string =>
  [...sideKey('ann', state, world), ...sideKey('bob', state, world)].join();

const accountKey = ({ setting, standing, band, business, takesBusiness, phone }: AccountFacts) =>
  [setting, standing, band, business, takesBusiness, phone].join(' ');

/** What is true for everybody, without versions and times. */
export const worldDigest = ({ accounts, follows }: World): string =>
  [
    accountKey(accounts.ann),
    accountKey(accounts.bob),
    follows.ann !== null,
    follows.bob !== null,
  ].join('|');
