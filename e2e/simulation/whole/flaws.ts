import type { Order } from '@vestibule/service';
import type { Recorded, Streams } from '@vestibule/streams';
import type { IncomingRecord, OutgoingRecord } from '@vestibule/topics';
import type { Flaws } from './process';

type Service = NonNullable<Flaws['service']>;
type Each = NonNullable<Flaws['each']>;
type Topics = NonNullable<Flaws['topics']>;
type Heard = {
  readonly topic: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
};

/** The ids of commands are not there any more when a stream is read, if they are so old. */
const forgetting =
  (afterMs = -Infinity): NonNullable<Flaws['streams']> =>
  (own, time) => ({
    ...own,
    read: async (...args) => {
      const events = await own.read(...args);
      return events.map((event): Recorded => {
        const { $correlationId, $causationId, ingestedAtMs = 0 } = event.metadata;
        if (time.nowMs() - ingestedAtMs < afterMs) return event;
        return { ...event, metadata: { $correlationId, $causationId } };
      });
    },
  });

/** Whatever the stream has become, it is written behind it. */
const anywhere = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    if (!stream.startsWith('pair-')) return own.append(stream, expected, events);
    const last = await own.last(stream);
    return own.append(stream, last?.revision ?? -1, events);
  },
});

const believing = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    const answer = await own.append(stream, expected, events);
    if (answer.type !== 'conflict' || stream.startsWith('checkpoint-')) return answer;
    return { type: 'appended', revision: expected + events.length };
  },
});

const twice = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    const answer = await own.append(stream, expected, events);
    if (answer.type !== 'appended' || !stream.startsWith('pair-')) return answer;
    return own.append(stream, answer.revision, events);
  },
});

/** The place of a relay is where the log ends when it begins. */
const fromTheEnd = (own: Streams): Streams => ({
  ...own,
  last: async (stream) => {
    const last = await own.last(stream);
    const position = await own.head();
    return last && { ...last, data: { ...last.data, position, settled: position } };
  },
});

/** Records lie in a buffer for a while, and nobody waits until they are gone. */
const buffered: Topics = (own, time) => ({
  ...own,
  send: async (records) => {
    time.after(3_000, () => void own.send(records));
  },
});

const sending =
  (change: (records: readonly OutgoingRecord[]) => readonly OutgoingRecord[]): Topics =>
  (own) => ({ ...own, send: async (records) => own.send(change(records)) });

const hearing =
  (change: (message: Heard, orders: readonly Order[]) => readonly Order[]): Service =>
  (real) => ({
    ...real,
    inbound: (message: Heard, facts) => change(message, real.inbound(message, facts) as Order[]),
  });

const saying =
  (change: (message: Heard) => Heard): Service =>
  (real) => ({ ...real, inbound: (message: Heard, facts) => real.inbound(change(message), facts) });

const early: Each = (each) => async (batch) => {
  void each(batch).catch(() => 0);
  return batch.records.length;
};

/** What was handed over once is not looked at again, whatever became of it. */
const skipping: Each = (each) => {
  const seen = new Map<string, number>();
  return async (batch) => {
    const place = `${batch.topic}/${batch.partition}`;
    const isFresh = ({ offset }: IncomingRecord) => Number(offset) > (seen.get(place) ?? -1);
    const records = batch.records.filter(isFresh);
    seen.set(place, Math.max(seen.get(place) ?? -1, Number(batch.records.at(-1)?.offset)));
    const known = batch.records.length - records.length;
    return records.length === 0 ? known : known + (await each({ ...batch, records }));
  };
};

/** Nothing behind what cannot be read is ever taken. */
const stumbling: Each = (each) => async (batch) => {
  const bad = batch.records.findIndex(({ value }) => value?.toString() === '{');
  if (bad === -1) return each(batch);
  return bad === 0 ? 0 : each({ ...batch, records: batch.records.slice(0, bad) });
};

let freshIds = 0;

const freshAnswers: Service = (real) => ({
  ...real,
  outbound: (event) =>
    real.outbound(event).map((said) => {
      if (said.topic.name !== 'dm.outcomes.v1') return said;
      const id = `00000000-0000-7000-8000-${String((freshIds += 1)).padStart(12, '0')}`;
      return { ...said, id };
    }),
});

/** Every process takes every claim for its own, however old. */
const believingClaims: Service = (real) => ({
  ...real,
  prepare: async (messages, needs) => real.prepare?.(messages, { ...needs, token: 'same' }),
  also: (running) => real.also!({ ...running, token: 'same' }),
});

const unclaimed: Service = (real, { push }) =>
  hearing((message, orders) => {
    for (const { commandId, command } of orders) {
      if (command.type !== 'TellNews') continue;
      const about = { ...(command.data as Parameters<typeof push>[0]), noticeId: commandId };
      void push({ ...about, person: message.id }).catch(() => {});
    }
    return orders;
  })(real, { push, calls: [] });

const unlessType = (type: string) =>
  hearing((_, orders) => orders.filter(({ command }) => command.type !== type));

const asIfSent = saying((message) =>
  message.type === 'MessageSuppressed' ? { ...message, type: 'MessageSent' } : message,
);

const asIfOpen = saying((message) =>
  message.type === 'MessageSent'
    ? { ...message, data: { ...message.data, waiting: null } }
    : message,
);

const everyFirst = saying((message) =>
  message.type === 'MessagePlaced'
    ? { ...message, data: { ...message.data, first: true } }
    : message,
);

const deaf = hearing((message, orders) => (message.type === 'RequestAccepted' ? [] : orders));

const unasked = hearing((_, orders) =>
  orders.flatMap((order) => {
    if (order.source) return [order];
    const commandId = order.commandId.replace(/.{4}$/u, 'ffff');
    const command = { ...order.command, data: { ...order.command.data, commandId } };
    return [order, { ...order, commandId, command }];
  }),
);

const isLetter = ({ topic }: OutgoingRecord): boolean => topic.endsWith('.dlq');

type Flawed = Flaws & {
  readonly flaw: string;
  /** The invariant that finds it. */
  readonly found: string;
  /** Where to begin, if it takes many seeds. */
  readonly from?: number;
};

/** Ways to run the services that are wrong in one place each, and what has to be found of them. */
// prettier-ignore
export const flaws: readonly Flawed[] = [
  { flaw: 'a batch counts as settled before it is recorded', from: 3, found: 'I30', of: 'gating', each: early },
  { flaw: 'the ids of commands are forgotten', found: 'I30', of: 'gating', streams: forgetting() },
  { flaw: 'a zombie appends at any revision', found: 'I30', of: 'gating', streams: anywhere },
  { flaw: 'a conflict is taken for an append', found: 'I30', of: 'gating', streams: believing },
  { flaw: 'an answer has another id each time it is said', found: 'I31', of: 'gating', service: freshAnswers },
  { flaw: 'something is decided that nobody asked', found: 'I32', of: 'gating', service: unasked },
  { flaw: 'commands are passed on in another order', found: 'I33', of: 'identity', topics: sending((records) => records.toReversed()) },
  { flaw: 'the store repeats what it has written', found: 'I40', of: 'gating', streams: twice },
  { flaw: 'a place is kept before its records are acknowledged', from: 4, found: 'I41', of: 'gating', topics: buffered },
  { flaw: 'a relay begins where the log ends', found: 'I41', of: 'delivery', streams: fromTheEnd },
  { flaw: 'dead letters are thrown away', found: 'I43', of: 'identity', topics: sending((records) => records.filter((one) => !isLetter(one))) },
  { flaw: 'what comes again is skipped by its place alone', found: 'I43', of: 'identity', each: skipping },
  { flaw: 'what cannot be read holds up the rest', from: 3, found: 'I57', of: 'delivery', each: stumbling },
  { flaw: 'what was told is remembered for some minutes', found: 'I44', of: 'notifications', streams: forgetting(600_000) },
  { flaw: 'what was placed is forgotten', found: 'delivery', of: 'delivery', streams: forgetting() },
  { flaw: 'what is suppressed is placed with its recipient', found: 'I7', of: 'delivery', service: asIfSent },
  { flaw: 'a request is placed as if the chat were open', found: 'I10', of: 'delivery', service: asIfOpen },
  { flaw: 'a push goes out without a claim', found: 'I50', of: 'notifications', service: unclaimed },
  { flaw: 'every claim is taken for its own', from: 3, found: 'I50', of: 'notifications', service: believingClaims },
  { flaw: 'mutes are not heard', from: 5, found: 'I51', of: 'notifications', service: unlessType('NoteMute') },
  { flaw: 'what is gone is told again', found: 'I51', of: 'notifications', service: unlessType('NoteOvertaking') },
  { flaw: 'news is heard only where it is a message', found: 'notices', of: 'notifications', service: deaf },
  { flaw: 'every message of a request is news', found: 'I52', of: 'notifications', service: everyFirst },
];
