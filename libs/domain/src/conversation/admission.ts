import type { AccountFacts, Band } from '../account/account';
import { dayMs } from '../policy/period';
import type { Policy } from '../policy/policy';
import type { ConversationCommand, Facts, Side } from './conversation';

export type SendMessage = Extract<ConversationCommand, { type: 'SendMessage' }>;

/** A send as it was asked, between the two sides: `mine` of the sender, `theirs` of the other. */
export type Ask = {
  readonly data: SendMessage['data'];
  readonly facts: Facts;
  readonly mine: Side;
  readonly theirs: Side;
  readonly policy: Policy;
};

const bands: readonly Band[] = ['under16', '16-17', '18plus'];

export const isUnderAge = ({ band }: AccountFacts, { age }: Policy): boolean =>
  bands.indexOf(band) < bands.indexOf(age.minimumBand);

/** The youngest age in whole years that may send and receive. */
export const minimumAgeOf = ({ age }: Policy): number => (age.minimumBand === '18plus' ? 18 : 16);

/** An adult towards someone of 16 or 17, where the policy asks for the younger one's follow. */
export const isAdultToTeen = (from: AccountFacts, to: AccountFacts, policy: Policy): boolean =>
  policy.relation.adultsToTeens === 'if-followed' && from.band === '18plus' && to.band === '16-17';

/* Rows 19 to 22: what the recipient's public setting says to a stranger. */
export const isTeen = ({ facts, policy }: Ask): boolean =>
  isAdultToTeen(facts.actor, facts.other, policy) && facts.follows.otherAtMs === null;

export const takesFriends = ({ facts: { other, follows } }: Ask): boolean =>
  other.setting === 'friends' && (follows.actorAtMs === null || follows.otherAtMs === null);

export const takesContacted = ({ facts }: Ask): boolean => facts.other.setting === 'contacted';

/** A follow recorded while the message was on its way counts as one of age 0. */
const followsEnough = ({ facts, data, policy: { relation } }: Ask): boolean => {
  const sinceAtMs = facts.follows.actorAtMs;
  if (sinceAtMs === null) return false;
  return Math.max(data.ingestedAtMs - sinceAtMs, 0) >= relation.senderFollowMustAgeDays * dayMs;
};

export const doesNotFollow = (ask: Ask): boolean =>
  ask.facts.other.setting === 'standard' &&
  ask.policy.relation.senderMustFollow &&
  ask.facts.follows.otherAtMs === null &&
  !followsEnough(ask);

export const isAdmitted = (ask: Ask): boolean =>
  ![isTeen, takesFriends, takesContacted, doesNotFollow].some((refuses) => refuses(ask));
