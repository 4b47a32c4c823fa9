import {
  type MessageOn,
  type Topic,
  type Understood,
  isUnreadable,
  reader,
} from '@vestibule/contracts';
import { type Message, fold } from '@vestibule/decider';
import { type Policy, policyAt, presets, wordsAt } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { OutgoingRecord } from '@vestibule/topics';
import { contentHashOf, draftsOf } from './draft';
import { policyLeadMsDefault } from './process';
import { recordsOf } from './publish';
import type { Heard, Order, Preparing, RecordedEvent, Said, Service } from './service';

/** A service without a host: what it says to one message, and what it holds. */
export type Rehearsal<Hears extends Topic> = {
  /** The records that the service writes because of this message, in order. */
  readonly hear: (message: Heard<MessageOn<Hears>>) => readonly OutgoingRecord[];
  /** All events of a stream, oldest first. */
  readonly stream: (name: string) => readonly Recorded[];
};

/** What a service's `prepare` looks up with, where nothing was published and nothing is stored. */
export const preparing = (nowMs: number): Preparing => ({
  nowMs,
  token: 'rehearsal',
  policyLeadMs: policyLeadMsDefault,
  policyAt: (atMs) => policyAt([], atMs),
  wordsAt: (atMs) => wordsAt([], atMs),
});

/**
 * Runs the four verbs of a service in memory, one message at a time and at once: no port, no clock,
 * no repeat. For tests of what a service makes of what it hears; `facts` is what its `prepare`
 * would have looked up. Throws what a verb throws.
 */
export const rehearsal = <
  State,
  Command extends Message,
  Event extends Message,
  Hears extends Topic,
  Facts,
>(
  service: Service<State, Command, Event, Hears, Facts>,
  facts: Facts,
  policy: Policy = presets.seed,
): Rehearsal<Hears> => {
  const streams = new Map<string, readonly Recorded[]>();
  const decider = service.decider(policy);
  const stream = (name: string) => streams.get(name) ?? [];

  const record = (order: Order<Command>): readonly Recorded[] => {
    const before = stream(order.stream);
    const state = fold(decider.evolve, decider.initial, before as readonly unknown[] as Event[]);
    const events = decider.decide(order.command, state);
    const { drafts } = draftsOf(order, contentHashOf(order), events);
    const recorded = drafts.map((draft, index) => {
      const revision = before.length + index;
      return { ...draft, stream: order.stream, revision, position: `${order.stream}@${revision}` };
    });
    streams.set(order.stream, [...before, ...recorded]);
    return recorded;
  };

  const follow = (step: Order<Command> | Said): readonly OutgoingRecord[] =>
    'topic' in step
      ? recordsOf(service, [step])
      : record(step).flatMap((event) =>
          recordsOf(service, service.outbound(event as RecordedEvent<Event>), event),
        );

  return { hear: (message) => service.inbound(message, facts).flatMap(follow), stream };
};

const bytesOf = (text: string | Buffer | null): Buffer | null =>
  text === null ? null : Buffer.from(text);

/**
 * What the readers of a topic understand of what was written there, in order; records of other
 * topics are left out. Throws where a record of it cannot be understood.
 */
export const messagesOn = <T extends Topic>(
  topic: T,
  records: readonly Pick<OutgoingRecord, 'topic' | 'key' | 'value' | 'headers'>[],
): readonly Understood<T>[] => {
  const read = reader(topic);
  const mine = records.filter((record) => record.topic === topic.name);
  return mine.map(({ key, value, headers }) => {
    const found = read({
      key: bytesOf(key),
      value: bytesOf(value),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
      ),
      timestampMs: Date.parse(String(headers['ce_time'])),
    });
    if (isUnreadable(found)) throw new Error(`${topic.name}: ${found.reason}, ${found.detail}`);
    return found;
  });
};
