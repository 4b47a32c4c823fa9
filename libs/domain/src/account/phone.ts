import { dayMs } from '../policy/period';
import type { AccountCommand, AccountEvent, AccountState } from './account';

type Data<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>['data'];

/** So long after its account's deletion a number serves no other one. */
export const phoneRestMs = 90 * dayMs;

/** Whether a number rests: delete and register again must not refill anybody's three. */
export const isResting = (freedAtMs: number | null, atMs: number): boolean =>
  freedAtMs !== null && atMs < freedAtMs + phoneRestMs;

/** The end of that rest, when there is no more reason to know the number. */
export const phoneForgotten = (
  { actor, ingestedAtMs }: Data<'ForgetPhone'>,
  { deletedAtMs, lastPhoneKey }: AccountState,
): readonly AccountEvent[] => {
  if (deletedAtMs === null || lastPhoneKey === null) return [];
  if (isResting(deletedAtMs, ingestedAtMs)) return [];
  return [{ type: 'PhoneForgotten', data: { atMs: ingestedAtMs, accountId: actor } }];
};
