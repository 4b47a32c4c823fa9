import type { AccountCommand, AccountEvent, AccountState, Band, Setting } from './account';
import { bandAt } from './age';

type Data<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>['data'];
type Corrected = Extract<AccountEvent, { type: 'BirthDateCorrected' }>['data'];

const rank: Readonly<Record<Band, number>> = { under16: 0, '16-17': 1, '18plus': 2 };

/** Who is of age begins with the platform's rule, everybody younger with nobody. */
export const firstSetting = (band: Band): Setting => (band === '18plus' ? 'standard' : 'no-one');

/**
 * What a correction makes of date, band and setting. Found to be younger than believed, an account
 * begins again as it would have with the true date, since what it had set was allowed on a false
 * one. Found to be older, it keeps its setting: nothing is widened without its person.
 */
export const corrected = (
  { birthDate, ingestedAtMs }: Data<'CorrectBirthDate'>,
  state: AccountState,
): Pick<Corrected, 'birthDate' | 'band' | 'setting'> => {
  const band = bandAt(birthDate, ingestedAtMs);
  const isYounger = rank[band] < rank[bandAt(state.birthDate, ingestedAtMs)];
  return { birthDate, band, setting: isYounger ? firstSetting(band) : state.setting };
};

/** A birthday that is not recorded yet. A clock that runs behind takes nothing back. */
export const birthday = (
  { actor, ingestedAtMs }: Data<'NoteBirthday'>,
  { birthDate, band: known, standing }: AccountState,
): readonly AccountEvent[] => {
  const band = bandAt(birthDate, ingestedAtMs);
  const isOver = standing === 'unknown' || standing === 'deleted';
  if (isOver || rank[band] <= rank[known]) return [];
  return [{ type: 'AgeBandReached', data: { atMs: ingestedAtMs, accountId: actor, band } }];
};
