import {
  type ConversationEvent,
  type CountedSend,
  type QuotaCommand,
  type QuotaEvent,
  type SendName,
  outcomeOf,
} from '@vestibule/domain';
import type { HostEvent, Order, RecordedEvent, Running, Settler } from '@vestibule/service';
import type { Position } from '@vestibule/streams';

type Followed = RecordedEvent<ConversationEvent | QuotaEvent | HostEvent>;
type Units = CountedSend['units'];

/** What has to be closed or given back, and the place before the event that says so. */
type Debt = { readonly account: string; readonly before: Position | null } & (
  | { readonly kind: 'open'; readonly send: SendName; readonly sinceMs: number }
  | { readonly kind: 'counted'; readonly send: SendName; readonly units: Units }
  | { readonly kind: 'uncounted'; readonly send: SendName }
  | { readonly kind: 'refund'; readonly conversationId: string; readonly ids: readonly string[] }
);
type Open = Extract<Debt, { kind: 'open' }>;
type Due = Exclude<Debt, Open>;

/** Closing may be lazy: open and confirmed count alike. So it is done for many at once. */
const closeEveryMs = 5_000;
/** An outcome that was not heard by then stands before the reservation, if it stands anywhere. */
const lookAfterMs = 30_000;
const looksMax = 32;
/** An append stays below the store's limit. */
const partMax = 500;

const pairOf = (stream: string): string => stream.slice('pair-'.length);
const nameOf = ({ conversationId, reservationId }: SendName): string =>
  `${conversationId}/${reservationId}`;

/** What the outcome of a send says of its volume; undefined for an event that is no outcome. */
const countedBy = (event: Followed): Units | undefined => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageSuppressed': {
      const { used } = event.data;
      if (used === null) return [];
      return used === 1 ? ['request-message', 'new-recipient'] : ['request-message'];
    }
    case 'CommandFailed':
      return [];
    default:
      return outcomeOf(event as ConversationEvent) ? [] : undefined;
  }
};

const closedBy = ({ account, before, send }: Open, units: Units): Due =>
  units.length > 0
    ? { kind: 'counted', account, before, send, units }
    : { kind: 'uncounted', account, before, send };

/** What is still to be closed, in the order of the log. */
const ledger = (nowMs: () => number) => {
  const debts = new Map<string, Debt>();

  const opened = ({ stream, data }: Extract<Followed, { type: 'QuotaReserved' }>) => {
    const { reservationId, conversationId } = data;
    const account = stream.slice('quota-'.length);
    return { account, send: { reservationId, conversationId }, sinceMs: nowMs() };
  };

  const owe = (event: Followed, before: Position | null): void => {
    const { metadata, stream } = event;
    if (event.type === 'QuotaReserved') {
      const open = opened(event);
      debts.delete(nameOf(open.send)); // reserved again: it stands behind all others now
      debts.set(nameOf(open.send), { kind: 'open', before, ...open });
    } else if (event.type === 'QuotaConfirmed' || event.type === 'QuotaReleased')
      for (const send of event.data.sends) debts.delete(nameOf(send));
    else if (metadata.commandId !== undefined) {
      const name = `${pairOf(stream)}/${metadata.commandId}`;
      const debt = debts.get(name);
      const units = debt && countedBy(event);
      if (debt?.kind === 'open' && units) debts.set(name, closedBy(debt, units));
    }
    if (event.type !== 'RequestAccepted' && event.type !== 'WelcomeShown') return;
    const { refunds: ids, to: account } = event.data;
    if (ids.length === 0) return;
    const conversationId = pairOf(stream);
    debts.set(`refund/${event.position}`, { kind: 'refund', account, before, conversationId, ids });
  };

  return { debts, owe };
};

const inParts = <Each>(all: readonly Each[]): readonly (readonly Each[])[] =>
  Array.from({ length: Math.ceil(all.length / partMax) }, (_, at) =>
    all.slice(at * partMax, (at + 1) * partMax),
  );

/** What one account is told: its closings together, so that they end in one append. */
const commandsFor = (due: readonly Due[], atMs: number): readonly QuotaCommand[] => {
  const counted = due.flatMap((debt) =>
    debt.kind === 'counted' ? [{ ...debt.send, units: debt.units }] : [],
  );
  const others = due.flatMap((debt) => (debt.kind === 'uncounted' ? [debt.send] : []));
  return [
    ...inParts(counted).map((sends) => ({ type: 'Confirm', data: { atMs, sends } }) as const),
    ...inParts(others).map((sends) => ({ type: 'Release', data: { atMs, sends } }) as const),
    ...due.flatMap((debt): readonly QuotaCommand[] => {
      if (debt.kind !== 'refund') return [];
      const { conversationId, ids } = debt;
      return [{ type: 'Refund', data: { atMs, conversationId, ids } }];
    }),
  ];
};

type Tools = Running['ports'];

/** Every account's closings as orders of its own, all to be decided at once. */
const ordersOf = (due: readonly Due[], { system }: Tools): readonly Order[] => {
  const accounts = new Map<string, Due[]>();
  for (const debt of due) {
    const known = accounts.get(debt.account);
    if (known) known.push(debt);
    else accounts.set(debt.account, [debt]);
  }
  const ingestedAtMs = system.nowMs();
  return [...accounts].flatMap(([account, own]) =>
    commandsFor(own, ingestedAtMs).map((command) => {
      const token = system.token();
      const about = { commandId: token, correlationId: token, ingestedAtMs };
      return { stream: `quota-${account}`, quiet: true, ...about, command };
    }),
  );
};

/** What the pair says of a send by now; undefined while it says nothing. */
const lookUp = async (send: SendName, { streams }: Tools): Promise<Units | undefined> => {
  const events = (await streams.read(`pair-${send.conversationId}`)) as readonly unknown[];
  return (events as readonly Followed[])
    .filter(({ metadata }) => metadata.commandId === send.reservationId)
    .map(countedBy)
    .find((units) => units !== undefined);
};

const lookAround = async (debts: Map<string, Debt>, tools: Tools): Promise<void> => {
  const nowMs = tools.system.monotonicMs();
  const late = [...debts].flatMap(([name, debt]) =>
    debt.kind === 'open' && nowMs - debt.sinceMs >= lookAfterMs ? [{ name, debt }] : [],
  );
  const looks = late.slice(0, looksMax).map(async ({ name, debt }) => {
    const units = await lookUp(debt.send, tools);
    // Meanwhile it may have been closed, or its outcome heard of.
    if (debts.get(name) === debt)
      debts.set(name, units ? closedBy(debt, units) : { ...debt, sinceMs: nowMs });
  });
  await Promise.all(looks);
};

/**
 * Closes reservations, each by what its pair recorded and never by time: a slow owner may still
 * append. An outcome mostly comes behind its reservation. Where it stands before it (a copy came
 * again, and was judged on what was known) or its owner died, the pair is read.
 */
export const settle = ({ ports, metrics, decide }: Running): Settler => {
  const { system } = ports;
  const { debts, owe } = ledger(system.monotonicMs);
  let closedAtMs = system.monotonicMs();

  const close = async (): Promise<void> => {
    const due = [...debts].flatMap(([name, debt]) =>
      debt.kind === 'open' ? [] : [{ name, debt }],
    );
    const orders = ordersOf(
      due.map(({ debt }) => debt),
      ports,
    );
    if (orders.length === 0) return;
    if (!(await decide(orders))) throw new Error('Reservations could not be closed yet.');
    metrics.count('settled', due.length);
    for (const { name, debt } of due) if (debts.get(name) === debt) debts.delete(name);
  };

  return {
    see: (events, before) => {
      let place = before;
      for (const event of events) {
        owe(event as Followed, place);
        place = event.position;
      }
    },
    work: async () => {
      if (system.monotonicMs() - closedAtMs < closeEveryMs) return;
      closedAtMs = system.monotonicMs();
      await lookAround(debts, ports);
      await close();
    },
    settledBefore: (seen) => {
      const [oldest] = debts.values();
      return oldest ? oldest.before : seen;
    },
  };
};
