import { type QuotaEvent, quota } from '@vestibule/domain';
import type { Order, Running } from '@vestibule/service';
import type { Recorded, Streams } from '@vestibule/streams';
import { type Quota, type Reserving, gatingWith, policy } from './rules';
import type { Options } from './simulate';

type Reserved = Extract<QuotaEvent, { type: 'QuotaReserved' }>['data'];

const order = (stream: string, type: string, data: object): Order => ({
  stream,
  commandId: `flawed ${type}`,
  quiet: true,
  correlationId: 'flawed',
  ingestedAtMs: 0,
  command: { type, data },
});

/** A settler that does something of its own each second, besides. */
const besides =
  (orders: (heard: readonly Recorded[]) => readonly Order[]) =>
  (real: Reserving): Reserving => ({
    ...real,
    settle: (needs: Running) => {
      const settler = real.settle(needs);
      let heard: readonly Recorded[] = [];
      return {
        ...settler,
        see: (events, before) => {
          heard = [...heard, ...events];
          settler.see(events, before);
        },
        work: async () => {
          await needs.decide(orders(heard));
          heard = [];
          await settler.work();
        },
      };
    },
  });

const releasing = besides((heard) =>
  heard.flatMap(({ stream, type, data }) => {
    if (type !== 'QuotaReserved') return [];
    const { reservationId, conversationId } = data as Reserved;
    return [order(stream, 'Release', { atMs: 0, sends: [{ reservationId, conversationId }] })];
  }),
);

type Sent = {
  readonly from: string;
  readonly used: number | null;
  readonly asked: { readonly commandId: string };
};

const charging = besides((heard) =>
  heard.flatMap(({ stream, type, data }) => {
    if (type !== 'MessageSent') return [];
    const { from, used, asked } = data as Sent;
    if (used === null) return [];
    const about = { reservationId: asked.commandId, conversationId: stream.slice('pair-'.length) };
    const ask = { ...about, units: ['request-message'], atMs: 0, business: false };
    return [order(`quota-${from}`, 'Reserve', ask)];
  }),
);

const afterwards = (real: Reserving): Reserving => ({ ...charging(real), need: () => null });

const idle = (real: Reserving): Reserving => ({
  ...real,
  settle: (needs) => ({ ...real.settle(needs), work: async () => {} }),
});

/** Nobody looks at what the reservation said. */
const trusting = (real: Reserving): Reserving => ({
  ...real,
  attach: ({ order: asked }) => {
    const facts = { ...asked.command.data.facts, volume: { granted: true } };
    const command = { ...asked.command, data: { ...asked.command.data, facts } };
    return { ...asked, command };
  },
});

const wider: Quota = () => {
  const { windows } = policy.volume;
  const wide = windows.map((window) => ({ ...window, max: window.max + 1 }));
  return quota({ ...policy, volume: { ...policy.volume, windows: wide } });
};

/** A send is charged with what it reserved, not with what it counted as. */
const greedy: Quota = (rules) => ({
  ...quota(rules),
  decide: (command, state) =>
    quota(rules)
      .decide(command, state)
      .map((event) => {
        if (event.type !== 'QuotaConfirmed') return event;
        const sends = event.data.sends.map((send) => ({
          ...send,
          units: ['request-message', 'new-recipient'] as const,
        }));
        return { ...event, data: { ...event.data, sends } };
      }),
});

/** Appends to a sender's volume wherever it ends by now. */
const anywhere = (streams: Streams): Streams => ({
  ...streams,
  append: async (stream, expected, events) => {
    if (!stream.startsWith('quota-')) return streams.append(stream, expected, events);
    const last = await streams.last(stream);
    return streams.append(stream, last?.revision ?? -1, events);
  },
});

type Flawed = Options & { readonly flaw: string; readonly found: string };

/** Ways to reserve that are wrong in one place each, and what has to be found of them. */
// prettier-ignore
export const flaws: readonly Flawed[] = [
  { flaw: 'a reservation is released by time', found: 'I14', service: gatingWith(releasing) },
  { flaw: 'a send is charged after it was recorded', found: 'I14', service: gatingWith(afterwards) },
  { flaw: 'closing is skipped', found: 'I14', service: gatingWith(idle) },
  { flaw: 'a denial is not looked at', found: 'I14', service: gatingWith(trusting) },
  { flaw: 'a send is charged with what it was not', found: 'I14', service: gatingWith((same) => same, greedy) },
  { flaw: 'a window takes one more', found: 'I13', service: gatingWith((same) => same, wider) },
  { flaw: 'volume is appended at any revision', found: 'I13', service: gatingWith(), store: anywhere },
];
