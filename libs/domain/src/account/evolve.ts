import type { AccountEvent, AccountState } from './account';

/** Receipts are on and businesses welcome until the account says otherwise. */
export const initial: AccountState = {
  standing: 'unknown',
  registeredAtMs: 0,
  birthDate: '',
  region: '',
  phoneKey: null,
  setting: 'no-one',
  receipts: true,
  takesBusiness: true,
  business: false,
  follows: {},
};

const without = (follows: AccountState['follows'], other: string): AccountState['follows'] =>
  Object.fromEntries(Object.entries(follows).filter(([id]) => id !== other));

/** The account after one more event. */
export const evolve = (state: AccountState, { type, data }: AccountEvent): AccountState => {
  switch (type) {
    case 'AccountRegistered': {
      const { birthDate, region, setting, atMs } = data;
      return { ...state, standing: 'active', registeredAtMs: atMs, birthDate, region, setting };
    }
    case 'PhoneConfirmed':
      return { ...state, phoneKey: data.phoneKey };
    case 'PhoneRemoved':
      return { ...state, phoneKey: null };
    case 'SettingsChanged': {
      const { setting, receipts, takesBusiness } = data;
      return { ...state, setting, receipts, takesBusiness };
    }
    case 'Followed':
      return { ...state, follows: { ...state.follows, [data.other]: data.sinceAtMs } };
    case 'Unfollowed':
      return { ...state, follows: without(state.follows, data.other) };
    case 'VerificationSet':
      return { ...state, business: data.business };
    case 'StandingSet':
      return { ...state, standing: data.standing };
    case 'AccountDeleted':
      return { ...state, standing: 'deleted', phoneKey: null, business: false, follows: {} };
    case 'AccountUnchanged':
    case 'AccountCommandRefused':
      return state;
  }
};
