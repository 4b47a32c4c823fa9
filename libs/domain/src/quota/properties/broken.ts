import type { Policy } from '../../policy/policy';
import { quota } from '../decide';
import type { QuotaEvent, QuotaState } from '../quota';
import type { Rules } from './ledger';

/** The rules with the state that an event leads to turned into another. */
const turning =
  (turn: (after: QuotaState, event: QuotaEvent, before: QuotaState) => QuotaState): Rules =>
  (policy) => {
    const { evolve, ...rules } = quota(policy);
    return { ...rules, evolve: (state, event) => turn(evolve(state, event), event, state) };
  };

const wider = (policy: Policy): Policy => {
  const windows = policy.volume.windows.map((window) => ({ ...window, max: window.max + 1 }));
  return { ...policy, volume: { ...policy.volume, windows } };
};

/** What was closed without a charge is forgotten: a copy that comes late is taken as new. */
const forgetful = turning((after) => ({
  ...after,
  reservations: after.reservations.filter(({ open, units }) => open || units.length > 0),
}));

/** Windows are judged by the clock of the command alone. */
const reopening: Rules = (policy) => ({
  ...quota(policy),
  decide: (command, state) => quota(policy).decide(command, { ...state, newestAtMs: 0 }),
});

/** Whatever is closed is given back. */
const generous = turning((after, { type }) =>
  type === 'QuotaConfirmed'
    ? {
        ...after,
        reservations: after.reservations.map((one) => (one.open ? one : { ...one, units: [] })),
      }
    : after,
);

const unreleased = turning((after, { type }, before) =>
  type === 'QuotaReleased' ? before : after,
);

type Flawed = { readonly flaw: string; readonly found: string; readonly rules: Rules };

/** Rules of volume that are wrong in one place each, and the property that has to find it. */
// prettier-ignore
export const broken: readonly Flawed[] = [
  { found: 'I13', flaw: 'a window takes one more', rules: (policy) => quota(wider(policy)) },
  { found: 'I13', flaw: 'a clock that goes back opens a window', rules: reopening },
  { found: 'I14', flaw: 'what was closed is taken as open', rules: forgetful },
  { found: 'I14', flaw: 'what is confirmed is given back', rules: generous },
  { found: 'I14', flaw: 'what is released stays open', rules: unreleased },
];
