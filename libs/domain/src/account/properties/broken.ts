import { dayMs, hourMs } from '../../policy/period';
import { presets } from '../../policy/presets';
import type { AccountEvent, AccountState } from '../account';
import { bandAt } from '../age';
import { account } from '../decide';
import { type Ages, birthdayMs } from './ages.words';
import type { Rules } from './lives';

const rules = account(presets.seed);

/** The rules with another effect of one type of event. */
const after = (
  type: AccountEvent['type'],
  turn: (state: AccountState, before: AccountState) => AccountState,
): Rules => ({
  ...rules,
  evolve: (state, event) => {
    const next = rules.evolve(state, event);
    return event.type === type ? turn(next, state) : next;
  },
});

/** The rules as they judge another state than there is. */
const seeing = (see: (state: AccountState) => AccountState): Rules => ({
  ...rules,
  decide: (command, state) => rules.decide(command, see(state)),
});

/** Numbers rest a day less than they should. */
const impatient: Rules = {
  ...rules,
  decide: (command, state) => {
    if (command.type !== 'ConfirmPhone' || command.data.freedAtMs === null)
      return rules.decide(command, state);
    const freedAtMs = command.data.freedAtMs - dayMs;
    return rules.decide({ ...command, data: { ...command.data, freedAtMs } }, state);
  },
};

/** A birthday answers somebody. */
const answering: Rules = {
  ...rules,
  decide: (command, state) =>
    rules
      .decide(command, state)
      .map((event) =>
        event.type === 'AgeBandReached'
          ? ({ ...event, data: { ...event.data, commandId: 'c' } } as AccountEvent)
          : event,
      ),
};

/** What is no number is null in JSON, and then another thing than it was. */
const uncountable = after('Followed', (state) => {
  const { registeredAtMs: held } = state;
  const isOurs = Number.isFinite(held) || Number.isNaN(held);
  return { ...state, registeredAtMs: isOurs ? Number.NaN : 1 };
});

type Flawed = { readonly flaw: string; readonly found: string; readonly rules: Rules };

/** Rules that are wrong in one place each, and the property that has to find it. */
// prettier-ignore
export const broken: readonly Flawed[] = [
  { found: 'seed 18', flaw: 'somebody under 16 may open the door', rules: seeing((state) => ({ ...state, birthDate: '1990-01-01' })) },
  { found: 'seed 18', flaw: 'a correction to under 16 leaves the door open', rules: after('BirthDateCorrected', (state, { setting }) => ({ ...state, setting })) },
  { found: 'edge 47', flaw: 'the setting opens at 16', rules: after('AgeBandReached', (state) => ({ ...state, setting: 'standard' })) },
  { found: 'edge 48', flaw: 'a birthday is not remembered', rules: after('AgeBandReached', (_, before) => before) },
  { found: 'edge 54', flaw: 'somebody deleted is reinstated', rules: seeing((state) => ({ ...state, standing: state.standing === 'deleted' ? 'active' : state.standing })) },
  { found: 'edge 55', flaw: 'numbers rest for 89 days', rules: impatient },
  { found: 'edge 55', flaw: 'a number removed before the deletion is free at once', rules: after('PhoneRemoved', (state) => ({ ...state, lastPhoneKey: null })) },
  { found: 'seed 22', flaw: 'a drawer is lost with its first edge', rules: after('Unfollowed', (state) => ({ ...state, follows: {} })) },
  { found: 'twice', flaw: 'a follow is counted again', rules: after('AccountUnchanged', (state) => ({ ...state, registeredAtMs: state.registeredAtMs + 1 })) },
  { found: 'I30', flaw: 'a birthday answers a command', rules: answering },
  { found: 'I38', flaw: 'the state holds what JSON does not', rules: uncountable },
];

type Misaged = { readonly flaw: string; readonly ages: Ages };

/** Calendars that are wrong in one place each. */
export const misaged: readonly Misaged[] = [
  {
    flaw: '29 February counts as 28 February',
    ages: (birthDate, atMs) => bandAt(birthDate.replace('-02-29', '-02-28'), atMs),
  },
  { flaw: 'dates are those of UTC', ages: (date, atMs) => bandAt(date, atMs + 12 * hourMs) },
  {
    flaw: 'dates begin where they begin first',
    ages: (date, atMs) => bandAt(date, atMs + 26 * hourMs),
  },
  {
    flaw: 'a year has 365.25 days',
    ages: (date, atMs) => {
      const days = (atMs - birthdayMs(date, 0)) / dayMs;
      if (days < 16 * 365.25) return 'under16';
      return days < 18 * 365.25 ? '16-17' : '18plus';
    },
  },
];
