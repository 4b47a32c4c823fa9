import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import type {
  AccountCommand,
  AccountEvent,
  AccountState,
  AskedAccountCommand,
  Setting,
  Settings,
} from './account';
import { bandAt } from './age';
import { birthday, corrected, firstSetting } from './birth';
import { evolve, initial } from './evolve';
import { followsSinceMs } from './follows';
import { phoneForgotten } from './phone';
import { accountRules } from './rules';

type Data<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>['data'];

/** What every event of an account says about the command that it answers. */
const told = ({ commandId, issuedAtMs, actor, ingestedAtMs }: AskedAccountCommand['data']) => ({
  atMs: ingestedAtMs,
  commandId,
  issuedAtMs,
  accountId: actor,
});

const registered = (data: Data<'RegisterAccount'>): AccountEvent => {
  const { name, birthDate, region, ingestedAtMs } = data;
  const setting = firstSetting(bandAt(birthDate, ingestedAtMs));
  return { type: 'AccountRegistered', data: { ...told(data), name, birthDate, region, setting } };
};

/** Nobody under 16 can receive, so what they set would open the door on their birthday. */
const settingOf = (data: Data<'ChangeSettings'>, state: AccountState): Setting =>
  bandAt(state.birthDate, data.ingestedAtMs) === 'under16'
    ? 'no-one'
    : (data.setting ?? state.setting);

const changed = (data: Data<'ChangeSettings'>, state: AccountState): AccountEvent | null => {
  const next: Settings = {
    setting: settingOf(data, state),
    receipts: data.receipts ?? state.receipts,
    takesBusiness: data.takesBusiness ?? state.takesBusiness,
  };
  const { setting, receipts, takesBusiness } = state;
  const isSame =
    next.setting === setting && next.receipts === receipts && next.takesBusiness === takesBusiness;
  return isSame ? null : { type: 'SettingsChanged', data: { ...told(data), ...next } };
};

const followed = (data: Data<'Follow'>, { follows }: AccountState): AccountEvent | null => {
  const { other, facts, ingestedAtMs } = data;
  if (followsSinceMs(follows, other) !== null) return null;
  return { type: 'Followed', data: { ...told(data), other, sinceAtMs: ingestedAtMs, facts } };
};

const unfollowed = (data: Data<'Unfollow'>, { follows }: AccountState): AccountEvent | null =>
  followsSinceMs(follows, data.other) === null
    ? null
    : { type: 'Unfollowed', data: { ...told(data), other: data.other } };

/** What the command makes true; null when it is true already. */
const happened = (
  { type, data }: AskedAccountCommand,
  state: AccountState,
): AccountEvent | null => {
  switch (type) {
    case 'RegisterAccount':
      return registered(data);
    case 'ConfirmPhone': {
      const { phoneKey } = data;
      if (state.phoneKey === phoneKey) return null;
      return { type: 'PhoneConfirmed', data: { ...told(data), phoneKey } };
    }
    case 'RemovePhone':
      return state.phoneKey === null ? null : { type: 'PhoneRemoved', data: told(data) };
    case 'ChangeSettings':
      return changed(data, state);
    case 'Follow':
      return followed(data, state);
    case 'Unfollow':
      return unfollowed(data, state);
    case 'SetVerification': {
      const { business } = data;
      if (state.business === business) return null;
      return { type: 'VerificationSet', data: { ...told(data), business } };
    }
    case 'SetStanding': {
      const { standing } = data;
      if (state.standing === standing) return null;
      return { type: 'StandingSet', data: { ...told(data), standing } };
    }
    case 'CorrectBirthDate': {
      if (state.birthDate === data.birthDate) return null;
      return { type: 'BirthDateCorrected', data: { ...told(data), ...corrected(data, state) } };
    }
    case 'DeleteAccount':
      return state.standing === 'deleted' ? null : { type: 'AccountDeleted', data: told(data) };
  }
};

const answered = (command: AskedAccountCommand, state: AccountState): AccountEvent => {
  const about = { ...told(command.data), command: command.type };
  const broken = accountRules.find(({ when }) => when(command, state));
  if (broken) return { type: 'AccountCommandRefused', data: { ...about, reason: broken.reason } };
  return happened(command, state) ?? { type: 'AccountUnchanged', data: about };
};

const decide = (command: AccountCommand, state: AccountState): readonly AccountEvent[] => {
  if (command.type === 'NoteBirthday') return birthday(command.data, state);
  if (command.type === 'ForgetPhone') return phoneForgotten(command.data, state);
  return [answered(command, state)];
};

/**
 * Decides one account. Every command that somebody asked gives exactly one event; those from inside
 * give one or none. No rule of the policy is asked.
 */
export const account: (
  policy: Policy,
) => Decider<AccountState, AccountCommand, AccountEvent> = () => ({ initial, evolve, decide });
