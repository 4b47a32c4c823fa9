import { dayMs } from '../policy/period';
import type { Policy, WordList } from '../policy/policy';
import { entryIn } from './entries';
import type { InboxCommand, InboxEvent, InboxState } from './inbox';

export type PlaceMessage = Extract<InboxCommand, { type: 'PlaceMessage' }>['data'];
export type PlacedFolder = Extract<InboxEvent, { type: 'MessagePlaced' }>['data']['folder'];

type Rule = {
  readonly folder: PlacedFolder;
  readonly when: (message: PlaceMessage, state: InboxState, policy: Policy) => boolean;
};

/** The policy of the decision says what a matched list does; one it does not name keeps its word. */
const listsSay = (
  action: WordList['action'],
  { waiting, facts }: PlaceMessage,
  { content }: Policy,
): boolean =>
  facts.lists.some((matched) => {
    const list = content.lists.find(({ id }) => id === matched.id);
    if (list === undefined) return matched.action === action;
    return list.action === action && (list.when === 'always' || waiting !== null);
  });

const isHiddenRequest: Rule['when'] = (message, { conversations }, policy) =>
  listsSay('hide', message, policy) ||
  (message.waiting !== 1 && entryIn(conversations, message.conversationId)?.hidden === true);

/** Overflow is hidden and never refused, or a flood would starve a person of real requests. */
const isOverflow: Rule['when'] = ({ waiting, atMs }, { requestsAtMs }, { placement }) => {
  if (waiting !== 1 || placement.newRequestsPerDay === null) return false;
  const nowMs = Math.max(atMs, requestsAtMs.at(-1) ?? 0);
  const recent = requestsAtMs.filter((placedAtMs) => placedAtMs > nowMs - dayMs);
  return recent.length >= placement.newRequestsPerDay;
};

const isFromNewAccount: Rule['when'] = ({ facts, atMs }, _, { placement }) =>
  atMs - facts.senderRegisteredAtMs < placement.hideAccountsYoungerThanDays * dayMs;

/** Where a message lands; the first row that applies says it, and the sender never learns it. */
// prettier-ignore
export const placementRules: readonly Rule[] = [
  { folder: 'sent',     when: ({ mine }) => mine },
  { folder: 'inbox',    when: ({ waiting }) => waiting === null },
  { folder: 'hidden',   when: isHiddenRequest },
  { folder: 'hidden',   when: isOverflow },
  { folder: 'hidden',   when: isFromNewAccount },
  { folder: 'requests', when: () => true },
];

/** Whether links stay dead until their recipient accepts: only those of a request ever are. */
export const hasInertLinks = (
  { mine, waiting, facts }: PlaceMessage,
  { request }: Policy,
): boolean => !mine && waiting !== null && facts.links && request.links !== 'live';

/** Whether a text stays covered until its recipient opens it; the sender's copy never is. */
export const isMasked = (message: PlaceMessage, policy: Policy): boolean =>
  !message.mine && listsSay('mask', message, policy);
