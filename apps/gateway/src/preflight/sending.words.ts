import {
  conversationIdOf,
  dmOutcomes,
  type MessageOn,
  type gatingCommands,
  newCommandId,
} from '@vestibule/contracts';
import {
  type ConversationCommand,
  type ConversationEvent,
  type Policy,
  quota,
  type QuotaState,
  type Words,
} from '@vestibule/domain';
import { gating, listsIn } from '@vestibule/gating';
import type { Heard, Order } from '@vestibule/service';
import { ann, bob, nowMs } from '../gateway.words';

type Command = Heard<MessageOn<typeof gatingCommands>>;
type Told = MessageOn<typeof dmOutcomes>['data'];

export const active = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NL',
  receipts: true,
  registeredAtMs: 0,
} as const;

/** Harmless stand-ins: a word that is refused, and one that is hidden. */
export const words: Words = {
  version: 1,
  lists: [
    { id: 'severe', words: ['pear'], allow: [] },
    { id: 'banned', words: ['plum'], allow: [] },
  ],
};

export const key = conversationIdOf(ann, bob);
export const commandIdOf = (count: number): string =>
  newCommandId(nowMs + count, new Uint8Array(10).fill(count % 256));

/** A pair and its sender's volume as gating keeps them, decided by gating's own verbs. */
export const sending = (policy: Policy) => {
  const decider = gating.decider(policy);
  const volume = quota(policy);
  const lists = listsIn({ policyAt: () => policy, wordsAt: () => words });
  const known = {
    pair: decider.initial,
    spent: new Map<string, QuotaState>(),
  };
  const spentBy = (account: string): QuotaState => known.spent.get(account) ?? volume.initial;

  /** As the host does it: reserve first, and decide with the answer. */
  const reserved = (order: Order<ConversationCommand>): Order<ConversationCommand> => {
    const need = gating.reserves?.need(order, known.pair, policy);
    if (!need || !gating.reserves) return order;
    const account = need.stream.slice('quota-'.length);
    const command = need.command as Parameters<typeof volume.decide>[0];
    const events = volume.decide(command, spentBy(account));
    known.spent.set(account, events.reduce(volume.evolve, spentBy(account)));
    const ready = gating.reserves.attach({ order, need, policy }, spentBy(account));
    if (!ready) throw new Error('The reservation did not hold.');
    return ready;
  };

  const record = (command: ConversationCommand): readonly ConversationEvent[] => {
    const events = decider.decide(command, known.pair);
    known.pair = events.reduce(decider.evolve, known.pair);
    return events;
  };

  return {
    pair: () => known.pair,
    spentBy,
    matcherAt: lists.matcherAt,
    record,
    /** What gating tells of this command. */
    hear: (command: Command): readonly Told[] => {
      const orders = gating.inbound(command, lists) as readonly Order<ConversationCommand>[];
      const events = orders.flatMap((order) => record(reserved(order).command));
      const said = events.flatMap((event) =>
        gating.outbound({ ...event, stream: `pair-${key}` } as Parameters<
          typeof gating.outbound
        >[0]),
      );
      return said.flatMap(({ topic, data }) => (topic === dmOutcomes ? [data as Told] : []));
    },
  };
};
