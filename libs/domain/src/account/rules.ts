import type { AccountReason, AccountState, AskedAccountCommand } from './account';
import { isBirthDate } from './age';
import { isResting } from './phone';

type Rule = {
  readonly reason: AccountReason;
  readonly when: (command: AskedAccountCommand, state: AccountState) => boolean;
};

/** Deleting twice is no mistake: the second finds nothing to do. */
const isDeleted: Rule['when'] = ({ type }, { standing }) =>
  standing === 'deleted' && type !== 'DeleteAccount';

const isRegistered: Rule['when'] = ({ type }, { standing }) =>
  type === 'RegisterAccount' && standing !== 'unknown';

const isUnborn: Rule['when'] = ({ type, data }) =>
  (type === 'RegisterAccount' || type === 'CorrectBirthDate') &&
  !isBirthDate(data.birthDate, data.ingestedAtMs);

const isUnknown: Rule['when'] = ({ type }, { standing }) =>
  type !== 'RegisterAccount' && standing === 'unknown';

/** Confirming again what is attached already uses nothing anew. */
const usesResting: Rule['when'] = ({ type, data }, { phoneKey }) =>
  type === 'ConfirmPhone' &&
  data.phoneKey !== phoneKey &&
  isResting(data.freedAtMs, data.ingestedAtMs);

const followsSelf: Rule['when'] = ({ type, data }) =>
  type === 'Follow' && data.other === data.actor;

const followsNobody: Rule['when'] = ({ type, data }) =>
  type === 'Follow' && ['unknown', 'deleted'].includes(data.facts.other.standing);

/** The first row that applies gives the reason: the order is the specification. */
// prettier-ignore
export const accountRules: readonly Rule[] = [
  { reason: 'ACCOUNT_DELETED',     when: isDeleted },
  { reason: 'ALREADY_REGISTERED',  when: isRegistered },
  { reason: 'NO_SUCH_ACCOUNT',     when: isUnknown },
  { reason: 'INVALID_BIRTH_DATE',  when: isUnborn },
  { reason: 'PHONE_RECENTLY_USED', when: usesResting },
  { reason: 'CANNOT_FOLLOW_SELF',  when: followsSelf },
  { reason: 'FOLLOWEE_UNKNOWN',    when: followsNobody },
];
