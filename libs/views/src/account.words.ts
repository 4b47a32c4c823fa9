import { randomUUID } from 'node:crypto';
import type { AccountEvent } from '@vestibule/domain';

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

export const phoneConfirmed = (accountId: string): AccountEvent => ({
  type: 'PhoneConfirmed',
  data: { ...told(accountId, 2_000), phoneKey: `key of ${accountId}` },
});

export const followed = (accountId: string, other: string, sinceAtMs: number): Told => ({
  type: 'Followed',
  data: { ...told(accountId, sinceAtMs), other, sinceAtMs },
});

export const unfollowed = (accountId: string, other: string): AccountEvent => ({
  type: 'Unfollowed',
  data: { ...told(accountId, 9_000), other },
});

export const deleted = (accountId: string): AccountEvent => ({
  type: 'AccountDeleted',
  data: told(accountId, 10_000),
});
