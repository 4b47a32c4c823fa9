import { dayMs } from '../policy/period';
import type { Policy } from '../policy/policy';
import type { InboxCommand, InboxEvent, InboxState } from './inbox';

export type PlaceMessage = Extract<InboxCommand, { type: 'PlaceMessage' }>['data'];
export type PlacedFolder = Extract<InboxEvent, { type: 'MessagePlaced' }>['data']['folder'];

type Rule = {
  readonly folder: PlacedFolder;
  readonly when: (message: PlaceMessage, state: InboxState, policy: Policy) => boolean;
};

const isHiddenRequest: Rule['when'] = ({ conversationId, waiting, facts }, { conversations }) =>
  facts.hides || (waiting !== 1 && conversations[conversationId]?.hidden === true);

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
