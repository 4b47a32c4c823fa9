/** Why a command about the policy was refused. Stable for ever. */
export const policyReasons = [
  'EFFECTIVE_TOO_SOON',
  'NO_SUCH_PROPOSAL',
  'ALREADY_APPROVED',
  'SAME_OPERATOR',
  'BUILT_IN_VERSION',
  'NO_SUCH_VERSION',
  'ALREADY_RETIRED',
  'BELOW_ONE',
  'PERIOD_INVALID',
  'NOTHING_ALLOWED',
  'LISTED_TWICE',
  'FACTOR_INVALID',
  'UNSEND_TOO_LONG',
  'WORD_BLANK',
] as const;
export type PolicyReason = (typeof policyReasons)[number];

/** What each of them means, for operators. */
export const policyReasonSentences: Readonly<Record<PolicyReason, string>> = {
  EFFECTIVE_TOO_SOON: 'It would take effect before every instance has heard of it.',
  NO_SUCH_PROPOSAL: 'There is no proposal of this id.',
  ALREADY_APPROVED: 'The proposal was approved before.',
  SAME_OPERATOR: 'Who proposes a policy may not approve it: a second operator must.',
  BUILT_IN_VERSION: 'The built-in version is in force when no other is: it cannot be retired.',
  NO_SUCH_VERSION: 'No such version was published.',
  ALREADY_RETIRED: 'The version was retired before.',
  BELOW_ONE: 'The number must be at least 1.',
  PERIOD_INVALID: 'It is no ISO 8601 period above zero, such as PT1H or P7D.',
  NOTHING_ALLOWED: 'With no kind of message allowed nobody could ever ask.',
  LISTED_TWICE: 'A list names the same thing twice.',
  FACTOR_INVALID: 'The factor must be above zero.',
  UNSEND_TOO_LONG: 'Messages are remembered for a day: at most 24 hours.',
  WORD_BLANK: 'A word of the list has no letter in it.',
};
