import type { AccountEvent, AccountState } from './account';
import { bandAt } from './age';
import { withFollow, withoutFollow } from './follows';

/** Receipts are on and businesses welcome until the account says otherwise. */
export const initial: AccountState = {
  standing: 'unknown',
  registeredAtMs: 0,
  birthDate: '',
  band: 'under16',
  region: '',
  phoneKey: null,
  lastPhoneKey: null,
  deletedAtMs: null,
  setting: 'no-one',
  receipts: true,
  takesBusiness: true,
  business: false,
  follows: {},
};

const gone = { standing: 'deleted', phoneKey: null, business: false, follows: {} } as const;

/** The account after one more event. */
export const evolve = (state: AccountState, { type, data }: AccountEvent): AccountState => {
  switch (type) {
    case 'AccountRegistered': {
      const { birthDate, region, setting, atMs } = data;
      const band = bandAt(birthDate, atMs);
      const born = { birthDate, band, region, setting };
      return { ...state, standing: 'active', registeredAtMs: atMs, ...born };
    }
    case 'PhoneConfirmed':
      return { ...state, phoneKey: data.phoneKey, lastPhoneKey: data.phoneKey };
    case 'PhoneRemoved':
      return { ...state, phoneKey: null };
    case 'SettingsChanged': {
      const { setting, receipts, takesBusiness } = data;
      return { ...state, setting, receipts, takesBusiness };
    }
    case 'Followed':
      return { ...state, follows: withFollow(state.follows, data.other, data.sinceAtMs) };
    case 'Unfollowed':
      return { ...state, follows: withoutFollow(state.follows, data.other) };
    case 'VerificationSet':
      return { ...state, business: data.business };
    case 'StandingSet':
      return { ...state, standing: data.standing };
    case 'BirthDateCorrected': {
      const { birthDate, band, setting } = data;
      return { ...state, birthDate, band, setting };
    }
    case 'AgeBandReached':
      return { ...state, band: data.band };
    case 'AccountDeleted':
      return { ...state, ...gone, deletedAtMs: data.atMs };
    case 'PhoneForgotten':
      return { ...state, lastPhoneKey: null };
    case 'AccountUnchanged':
    case 'AccountCommandRefused':
      return state;
  }
};
