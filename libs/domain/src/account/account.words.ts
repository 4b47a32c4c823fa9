import { scenarios, type Expected } from '@vestibule/decider';
import { presets } from '../policy/presets';
import type {
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountReason,
  AskedAccountCommand,
  Settings,
} from './account';
import { account } from './decide';

type Told = Expected<AccountEvent>;
type When = { readonly atMs?: number };

/** 15 June 2025, noon. */
export const startMs = 1_749_988_800_000;

let asked = 0;
const asking = ({ atMs = startMs }: When) => ({
  commandId: `c${(asked += 1)}`,
  actor: 'ann',
  issuedAtMs: atMs,
  ingestedAtMs: atMs,
});

export const known: AccountFacts = {
  version: 0,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'standard',
  business: false,
  takesBusiness: true,
  region: 'US',
  receipts: true,
  registeredAtMs: 0,
};

export const register = (birthDate = '1990-01-01', when: When = {}): AskedAccountCommand => ({
  type: 'RegisterAccount',
  data: { ...asking(when), name: 'Ann', birthDate, region: 'US' },
});

export const confirmPhone = (
  phoneKey: string,
  { freedAtMs = null, ...when }: When & { readonly freedAtMs?: number | null } = {},
): AskedAccountCommand => ({
  type: 'ConfirmPhone',
  data: { ...asking(when), phoneKey, freedAtMs },
});

export const correct = (birthDate: string, when: When = {}): AskedAccountCommand => ({
  type: 'CorrectBirthDate',
  data: { ...asking(when), birthDate },
});

/** What the clock asks: whether a birthday, or the end of a number's rest, is to be recorded. */
export const look = (
  type: 'NoteBirthday' | 'ForgetPhone',
  { atMs = startMs }: When = {},
): AccountCommand => ({ type, data: { actor: 'ann', ingestedAtMs: atMs } });

export const removePhone = (): AskedAccountCommand => ({ type: 'RemovePhone', data: asking({}) });

export const changeSettings = (
  settings: Partial<Settings>,
  when: When = {},
): AskedAccountCommand => ({
  type: 'ChangeSettings',
  data: { ...asking(when), ...settings },
});

const edge = (other: string, standing: AccountFacts['standing']) => ({
  ...asking({}),
  other,
  facts: { actor: known, other: { ...known, standing } },
});

export const follow = (
  other: string,
  standing: AccountFacts['standing'] = 'active',
): AskedAccountCommand => ({ type: 'Follow', data: edge(other, standing) });

export const unfollow = (other: string): AskedAccountCommand => ({
  type: 'Unfollow',
  data: edge(other, 'active'),
});

export const verify = (business: boolean): AskedAccountCommand => ({
  type: 'SetVerification',
  data: { ...asking({}), business },
});

export const stand = (standing: 'active' | 'suspended' | 'deactivated'): AskedAccountCommand => ({
  type: 'SetStanding',
  data: { ...asking({}), standing },
});

export const remove = (when: When = {}): AskedAccountCommand => ({
  type: 'DeleteAccount',
  data: asking(when),
});

export const refused = (reason: AccountReason): Told => ({
  type: 'AccountCommandRefused',
  data: { reason },
});

export const unchanged = (command: AskedAccountCommand['type']): Told => ({
  type: 'AccountUnchanged',
  data: { command },
});

export const { given, after, standing } = scenarios(account(presets.seed), {
  asked: ({ data }) => ('commandId' in data ? data : null),
  outcome: ({ data }) => ('commandId' in data ? data.commandId : null),
});
