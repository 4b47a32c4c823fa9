import { hourMs } from '../policy/period';
import type { QuotaEvent, QuotaState, Reservation, SendName } from './quota';

type Data<Type extends QuotaEvent['type']> = Extract<QuotaEvent, { type: Type }>['data'];

export const initial: QuotaState = { newestAtMs: 0, reservations: [] };

/** So long a copy of a command may still come (protocol.md 2): it must find what became of it. */
const copiesMs = 26 * hourMs;

const isKept = ({ open, units, atMs }: Reservation, nowMs: number, keptMs: number): boolean =>
  open || atMs > nowMs - (units.length > 0 ? Math.max(keptMs, copiesMs) : copiesMs);

/** Whether a reservation is that of this send. */
export const isOf = (one: SendName, { reservationId, conversationId }: SendName): boolean =>
  one.reservationId === reservationId && one.conversationId === conversationId;

const reserved = (state: QuotaState, data: Data<'QuotaReserved'>): QuotaState => {
  const { reservationId, conversationId, units, atMs, keptMs } = data;
  const before = state.reservations.find((one) => isOf(one, data));
  const others = state.reservations.filter((one) => one !== before && isKept(one, atMs, keptMs));
  const refunded = before?.refunded ?? false;
  const one = { reservationId, conversationId, atMs, units, open: true, refunded };
  return { newestAtMs: atMs, reservations: [...others, one] };
};

const changed = (state: QuotaState, change: (one: Reservation) => Reservation): QuotaState => ({
  ...state,
  reservations: state.reservations.map(change),
});

const confirmed = (state: QuotaState, { sends }: Data<'QuotaConfirmed'>): QuotaState =>
  changed(state, (one) => {
    const counted = sends.find((send) => isOf(one, send));
    if (!counted) return one;
    return { ...one, open: false, units: one.refunded ? [] : counted.units };
  });

const released = (state: QuotaState, { sends }: Data<'QuotaReleased'>): QuotaState =>
  changed(state, (one) =>
    sends.some((send) => isOf(one, send)) ? { ...one, open: false, units: [] } : one,
  );

const refunded = (state: QuotaState, { conversationId, ids }: Data<'QuotaRefunded'>): QuotaState =>
  changed(state, (one) =>
    one.conversationId === conversationId && ids.includes(one.reservationId)
      ? { ...one, units: [], refunded: true }
      : one,
  );

/** What an account has sent lately after one more event. It reads no policy and no clock. */
export const evolve = (state: QuotaState, { type, data }: QuotaEvent): QuotaState => {
  switch (type) {
    case 'QuotaReserved':
      return reserved(state, data);
    case 'QuotaConfirmed':
      return confirmed(state, data);
    case 'QuotaReleased':
      return released(state, data);
    case 'QuotaRefunded':
      return refunded(state, data);
  }
};
