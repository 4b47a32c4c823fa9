import type { AccountFacts, AccountState } from './account';
import { bandAt } from './age';

/** What facts are made of: the state itself, or a read model's row of it. */
export type AccountRow = Omit<AccountState, 'follows'>;

/**
 * What is true of an account at `atMs`, as commands carry it. `revision`: that of the account's
 * stream, -1 when there is none. Never the birth date and never the phone's key.
 */
export const factsOf = (row: AccountRow, revision: number, atMs: number): AccountFacts => ({
  version: revision,
  standing: row.standing,
  band: bandAt(row.birthDate, atMs),
  phone: row.phoneKey !== null,
  setting: row.setting,
  business: row.business,
  takesBusiness: row.takesBusiness,
  region: row.region,
  receipts: row.receipts,
  registeredAtMs: row.registeredAtMs,
});
