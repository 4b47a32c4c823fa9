import type { Decider } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { evolve, initial } from './evolve';
import type { QuotaCommand, QuotaEvent, QuotaState, VolumeAsk } from './quota';
import { isCovered, judge, longestMs, reservationOf } from './windows';

type Data<Type extends QuotaCommand['type']> = Extract<QuotaCommand, { type: Type }>['data'];

const reserve = (ask: VolumeAsk, state: QuotaState, policy: Policy): readonly QuotaEvent[] => {
  if (isCovered(state, ask) || !judge(state, ask, policy).granted) return [];
  const { reservationId, conversationId, units } = ask;
  const atMs = Math.max(state.newestAtMs, ask.atMs);
  const about = { policyVersion: policy.version, keptMs: longestMs(policy) };
  return [
    { type: 'QuotaReserved', data: { atMs, ...about, reservationId, conversationId, units } },
  ];
};

/** A send is never charged with more than it reserved. */
const confirm = ({ atMs, sends }: Data<'Confirm'>, state: QuotaState): readonly QuotaEvent[] => {
  const closing = sends.flatMap(({ units, ...name }) => {
    const known = reservationOf(state, name);
    if (!known?.open) return [];
    return [{ ...name, units: units.filter((unit) => known.units.includes(unit)) }];
  });
  return closing.length === 0 ? [] : [{ type: 'QuotaConfirmed', data: { atMs, sends: closing } }];
};

const release = ({ atMs, sends }: Data<'Release'>, state: QuotaState): readonly QuotaEvent[] => {
  const closing = sends.filter((name) => reservationOf(state, name)?.open);
  return closing.length === 0 ? [] : [{ type: 'QuotaReleased', data: { atMs, sends: closing } }];
};

const refund = (
  { atMs, conversationId, ids }: Data<'Refund'>,
  state: QuotaState,
  policy: Policy,
): readonly QuotaEvent[] => {
  if (!policy.volume.refundOnAccept) return [];
  const fresh = ids.filter((reservationId) => {
    const known = reservationOf(state, { reservationId, conversationId });
    return known?.refunded === false;
  });
  if (fresh.length === 0) return [];
  return [{ type: 'QuotaRefunded', data: { atMs, conversationId, ids: fresh } }];
};

const decide = (
  command: QuotaCommand,
  state: QuotaState,
  policy: Policy,
): readonly QuotaEvent[] => {
  switch (command.type) {
    case 'Reserve':
      return reserve(command.data, state, policy);
    case 'Confirm':
      return confirm(command.data, state);
    case 'Release':
      return release(command.data, state);
    case 'Refund':
      return refund(command.data, state, policy);
  }
};

/**
 * Decides what one account may still send under one policy. All commands come from inside and are
 * guarded by state: one that changes nothing gives no event, so each may be repeated. A `Reserve`
 * without an event was denied, or holds its units already; `judge` tells which.
 */
export const quota = (policy: Policy): Decider<QuotaState, QuotaCommand, QuotaEvent> => ({
  initial,
  evolve,
  decide: (command, state) => decide(command, state, policy),
});
