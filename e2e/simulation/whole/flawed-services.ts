import type { Order } from '@vestibule/service';
import type { Flaws } from './process';

type Service = NonNullable<Flaws['service']>;
type Heard = {
  readonly topic: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
};

const hearing =
  (change: (message: Heard, orders: readonly Order[]) => readonly Order[]): Service =>
  (real) => ({
    ...real,
    inbound: (message: Heard, facts) => change(message, real.inbound(message, facts) as Order[]),
  });

const saying =
  (change: (message: Heard) => Heard): Service =>
  (real) => ({ ...real, inbound: (message: Heard, facts) => real.inbound(change(message), facts) });

let freshIds = 0;

export const freshAnswers: Service = (real) => ({
  ...real,
  outbound: (event) =>
    real.outbound(event).map((said) => {
      if (said.topic.name !== 'dm.outcomes.v1') return said;
      const id = `00000000-0000-7000-8000-${String((freshIds += 1)).padStart(12, '0')}`;
      return { ...said, id };
    }),
});

/** Every process takes every claim for its own, however old. */
export const believingClaims: Service = (real) => ({
  ...real,
  prepare: async (messages, needs) => real.prepare?.(messages, { ...needs, token: 'same' }),
  also: (running) => real.also!({ ...running, token: 'same' }),
});

export const unclaimed: Service = (real, { push }) =>
  hearing((message, orders) => {
    for (const { commandId, command } of orders) {
      if (command.type !== 'TellNews') continue;
      const about = { ...(command.data as Parameters<typeof push>[0]), noticeId: commandId };
      void push({ ...about, person: message.id }).catch(() => {});
    }
    return orders;
  })(real, { push, calls: [] });

export const unlessType = (type: string) =>
  hearing((_, orders) => orders.filter(({ command }) => command.type !== type));

export const asIfSent = saying((message) =>
  message.type === 'MessageSuppressed' ? { ...message, type: 'MessageSent' } : message,
);

export const asIfOpen = saying((message) =>
  message.type === 'MessageSent'
    ? { ...message, data: { ...message.data, waiting: null } }
    : message,
);

export const everyFirst = saying((message) =>
  message.type === 'MessagePlaced'
    ? { ...message, data: { ...message.data, first: true } }
    : message,
);

export const deaf = hearing((message, orders) =>
  message.type === 'RequestAccepted' ? [] : orders,
);

export const unasked = hearing((_, orders) =>
  orders.flatMap((order) => {
    if (order.source) return [order];
    const commandId = order.commandId.replace(/.{4}$/u, 'ffff');
    const command = { ...order.command, data: { ...order.command.data, commandId } };
    return [order, { ...order, commandId, command }];
  }),
);
