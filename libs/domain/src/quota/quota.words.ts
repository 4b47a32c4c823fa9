import { scenarios, type Expected } from '@vestibule/decider';
import type { Policy } from '../policy/policy';
import { presets } from '../policy/presets';
import { quota } from './decide';
import type { QuotaCommand, QuotaEvent, VolumeAsk, VolumeUnit } from './quota';

export const startMs = 1_750_000_000_000;
export const minuteMs = 60_000;

export const first: readonly VolumeUnit[] = ['request-message', 'new-recipient'];
export const further: readonly VolumeUnit[] = ['request-message'];

/** Two new people an hour, three a day; four messages of requests a day; a business twice as many. */
export const small: Policy = {
  ...presets.seed,
  volume: {
    windows: [
      { unit: 'new-recipient', per: 'PT1H', max: 2 },
      { unit: 'new-recipient', per: 'P1D', max: 3 },
      { unit: 'request-message', per: 'P1D', max: 4 },
    ],
    refundOnAccept: true,
  },
};

/** The pair of a send is named after its letter: `a1` and `a2` go to the same person. */
const conversationOf = (id: string): string => `with ${id.charAt(0)}`;

export const nameOf = (id: string) => ({
  reservationId: id,
  conversationId: conversationOf(id),
});

export const ask = (id: string, minute = 0, more: Partial<VolumeAsk> = {}): VolumeAsk => ({
  ...nameOf(id),
  units: id.endsWith('1') ? first : further,
  atMs: startMs + minute * minuteMs,
  business: false,
  ...more,
});

export const reserve = (id: string, minute = 0, more: Partial<VolumeAsk> = {}): QuotaCommand => ({
  type: 'Reserve',
  data: ask(id, minute, more),
});

export const confirm = (...ids: readonly string[]): QuotaCommand => {
  const sends = ids.map((id) => ({ ...nameOf(id), units: ask(id).units }));
  return { type: 'Confirm', data: { atMs: startMs, sends } };
};

export const release = (...ids: readonly string[]): QuotaCommand => ({
  type: 'Release',
  data: { atMs: startMs, sends: ids.map(nameOf) },
});

export const refund = (...ids: readonly string[]): QuotaCommand => ({
  type: 'Refund',
  data: { atMs: startMs, conversationId: conversationOf(ids[0] ?? ''), ids },
});

export const reserved = (id: string, minute = 0): Expected<QuotaEvent> => ({
  type: 'QuotaReserved',
  data: { ...nameOf(id), atMs: startMs + minute * minuteMs, units: ask(id).units },
});

const laws = { asked: () => null, outcome: () => null };

export const { given, after } = scenarios(quota(small), laws);

/** The same under another policy. */
export const under = (policy: Policy) => scenarios(quota(policy), laws);
