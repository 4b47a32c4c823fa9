import { randomUUID } from 'node:crypto';
import type { AccountEvent, Band } from '@vestibule/domain';

/** What a test tells: an event without coordinates. */
export type Told = { readonly type: string; readonly data: object };

type AccountData<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

const told = (accountId: string, atMs: number) => ({
  accountId,
  atMs,
  commandId: randomUUID(),
  issuedAtMs: atMs,
});

export const registered = (
  accountId: string,
  more: Partial<AccountData<'AccountRegistered'>> = {},
): AccountEvent => ({
  type: 'AccountRegistered',
  data: {
    ...told(accountId, 1_000),
    name: accountId,
    birthDate: '1990-05-01',
    region: 'DE',
    setting: 'standard',
    ...more,
  },
});

export const phoneConfirmed = (
  accountId: string,
  phoneKey = `key of ${accountId}`,
): AccountEvent => ({
  type: 'PhoneConfirmed',
  data: { ...told(accountId, 2_000), phoneKey },
});

export const followed = (accountId: string, other: string, sinceAtMs: number): Told => ({
  type: 'Followed',
  data: { ...told(accountId, sinceAtMs), other, sinceAtMs },
});

export const unfollowed = (accountId: string, other: string): AccountEvent => ({
  type: 'Unfollowed',
  data: { ...told(accountId, 9_000), other },
});

export const deleted = (accountId: string, atMs = 10_000): AccountEvent => ({
  type: 'AccountDeleted',
  data: told(accountId, atMs),
});

export const corrected = (accountId: string, birthDate: string): AccountEvent => ({
  type: 'BirthDateCorrected',
  data: { ...told(accountId, 9_500), birthDate, band: 'under16', setting: 'no-one' },
});

export const reached = (accountId: string, band: Band): AccountEvent => ({
  type: 'AgeBandReached',
  data: { accountId, atMs: 9_600, band },
});

export const phoneForgotten = (accountId: string): AccountEvent => ({
  type: 'PhoneForgotten',
  data: { accountId, atMs: 9_700 },
});
