import {
  type Policy,
  type QuotaState,
  conversation,
  hourMs,
  dayMs,
  presets,
  quota,
} from '@vestibule/domain';
import { gating, reserves } from '@vestibule/gating';
import type { AnyService, Reserves } from '@vestibule/service';

/** Windows so small that they are full all the time. */
export const policy: Policy = {
  ...presets.seed,
  relation: { ...presets.seed.relation, senderMustFollow: false },
  volume: {
    windows: [
      { unit: 'new-recipient', per: 'PT1H', max: 2 },
      { unit: 'new-recipient', per: 'P1D', max: 4 },
      { unit: 'request-message', per: 'P1D', max: 6 },
    ],
    refundOnAccept: true,
  },
};
export const windows = [
  { unit: 'new-recipient', lengthMs: hourMs, max: 2 },
  { unit: 'new-recipient', lengthMs: dayMs, max: 4 },
  { unit: 'request-message', lengthMs: dayMs, max: 6 },
];

// oxlint-disable-next-line typescript/no-explicit-any -- what a service reserves is its own affair
export type Reserving = Reserves<any, any, QuotaState>;
export type Quota = typeof quota;

/** Gating under the small windows; `turn` may break how it reserves, `rules` what is decided there. */
export const gatingWith = (
  turn: (reserves: Reserving) => Reserving = (same) => same,
  rules: Quota = quota,
): AnyService => {
  const small: Reserving = {
    ...reserves,
    service: { ...reserves.service, decider: () => rules(policy) },
    need: (order, state) => reserves.need(order, state, policy),
    attach: (asked, reserved) => reserves.attach({ ...asked, policy }, reserved),
    // Guesses that turn out wrong are what tests the closing most.
    isRoomy: () => true,
  };
  return { ...gating, decider: () => conversation(policy), reserves: turn(small) };
};
