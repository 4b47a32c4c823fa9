import { periodMs } from '../policy/period';
import type { Policy, VolumeWindow } from '../policy/policy';
import { isOf } from './evolve';
import type {
  QuotaState,
  Reservation,
  SendName,
  VolumeAnswer,
  VolumeAsk,
  VolumeLeft,
} from './quota';

type Asker = Pick<VolumeAsk, 'business' | 'atMs'>;

/** One window as it binds one account at one moment. */
type Filled = {
  readonly window: VolumeWindow;
  readonly lengthMs: number;
  readonly max: number;
  /** When the units in it were used, oldest first. */
  readonly usedAtMs: readonly number[];
};

/** The reservation of a send, if it is still remembered. */
export const reservationOf = (
  { reservations }: QuotaState,
  send: SendName,
): Reservation | undefined =>
  // The newest are asked for most, and stand at the end.
  reservations.findLast((one) => isOf(one, send));

/** Whether a send holds every unit that it asks for. */
export const isCovered = (state: QuotaState, ask: VolumeAsk): boolean => {
  const { units = [] } = reservationOf(state, ask) ?? {};
  return ask.units.length > 0 && ask.units.every((unit) => units.includes(unit));
};

const nowOf = ({ newestAtMs }: QuotaState, { atMs }: Asker): number => Math.max(newestAtMs, atMs);

/** One pass for each window, because every send looks at all that its sender sent for a week. */
const usedSince = (
  reservations: readonly Reservation[],
  unit: VolumeWindow['unit'],
  sinceMs: number,
): readonly number[] => {
  const used: number[] = [];
  for (const { units, atMs } of reservations)
    if (atMs > sinceMs && units.includes(unit)) used.push(atMs);
  return used;
};

const filled = (
  reservations: readonly Reservation[],
  { volume, business }: Policy,
  { nowMs, isBusiness }: { readonly nowMs: number; readonly isBusiness: boolean },
): readonly Filled[] =>
  volume.windows.map((window) => {
    const lengthMs = periodMs(window.per);
    const max = Math.floor(window.max * (isBusiness ? business.volumeFactor : 1));
    return {
      window,
      lengthMs,
      max,
      usedAtMs: usedSince(reservations, window.unit, nowMs - lengthMs),
    };
  });

/** When a full window takes one unit more; one that takes none at all is asked again a length on. */
const opensAtMs = ({ usedAtMs, max, lengthMs }: Filled, nowMs: number): number =>
  (usedAtMs[usedAtMs.length - max] ?? nowMs) + lengthMs;

const leftOf = ({ window: { unit, per }, lengthMs, max, usedAtMs }: Filled): VolumeLeft => {
  const [oldest] = usedAtMs;
  const resetsAtMs = oldest === undefined ? null : oldest + lengthMs;
  return { unit, per, left: Math.max(max - usedAtMs.length, 0), resetsAtMs };
};

/** What an account has left of every window, for a preflight; `atMs` is the moment asked about. */
export const volumeLeft = (
  state: QuotaState,
  policy: Policy,
  asker: Asker,
): readonly VolumeLeft[] => {
  const moment = { nowMs: nowOf(state, asker), isBusiness: asker.business };
  return filled(state.reservations, policy, moment).map(leftOf);
};

/**
 * Whether the units of a send fit into every window that counts them, what is left of all windows
 * afterwards, or which window stands in the way longest. A send that holds its units already is
 * granted. Windows are rolling; their time is the newest that this account has seen.
 */
export const judge = (state: QuotaState, ask: VolumeAsk, policy: Policy): VolumeAnswer => {
  const nowMs = nowOf(state, ask);
  const moment = { nowMs, isBusiness: ask.business };
  if (isCovered(state, ask))
    return { granted: true, left: filled(state.reservations, policy, moment).map(leftOf) };
  const others = state.reservations.filter((one) => !isOf(one, ask));
  const windows = filled(others, policy, moment);
  const isAsked = ({ window }: Filled) => ask.units.includes(window.unit);
  const [full] = windows
    .filter((one) => isAsked(one) && one.usedAtMs.length >= one.max)
    .toSorted((one, other) => opensAtMs(other, nowMs) - opensAtMs(one, nowMs));
  if (full) {
    const retryAtMs = opensAtMs(full, nowMs);
    return { granted: false, per: full.window.per, retryAtMs, left: windows.map(leftOf) };
  }
  const after = windows.map((one) =>
    isAsked(one) ? { ...one, usedAtMs: [...one.usedAtMs, nowMs] } : one,
  );
  return { granted: true, left: after.map(leftOf) };
};

/** Whether every window that counts these units would stay at most half full. */
export const isRoomy = (state: QuotaState, ask: VolumeAsk, policy: Policy): boolean => {
  const moment = { nowMs: nowOf(state, ask), isBusiness: ask.business };
  return filled(state.reservations, policy, moment).every(
    ({ window, usedAtMs, max }) =>
      !ask.units.includes(window.unit) || (usedAtMs.length + 1) * 2 <= max,
  );
};

/** The units of a send that some window of the policy counts. */
export const countedUnits = (units: VolumeAsk['units'], { volume }: Policy): VolumeAsk['units'] =>
  units.filter((unit) => volume.windows.some((window) => window.unit === unit));

/** The longest window, in milliseconds. */
export const longestMs = ({ volume }: Policy): number =>
  Math.max(0, ...volume.windows.map(({ per }) => periodMs(per)).filter((ms) => ms > 0));
