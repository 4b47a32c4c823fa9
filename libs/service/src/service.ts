import type { Coordinates, MessageOn, Topic } from '@vestibule/contracts';
import type { Decider, Message, Source } from '@vestibule/decider';
import type { Policy } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { Database, View } from '@vestibule/views';
import type { Metrics } from './metrics';
import type { InForce, Policies } from './policies';
import type { Ports } from './ports';
import type { Relay } from './restarting';
import type { Settler } from './settler';

/** A contract message as it was heard, with what the record says about it. */
export type Heard<Spoken extends { readonly type: string; readonly data: object }> = Spoken & {
  /** `ce_id`: of a command its id, of an event the event's. */
  readonly id: string;
  readonly key: string;
  /** The broker's time of the record: ingest time on the first command topics. */
  readonly timestampMs: number;
  /** Where the event stands in its owner's stream, on topics that say so. */
  readonly coordinates?: Coordinates;
};

/** One command for one stream. `inbound` makes them. */
export type Order<Command extends Message = Message> = {
  readonly stream: string;
  /** Id of the person's command, or `<stream>@<revision>/<n>` for one made from an event. */
  readonly commandId: string;
  /** What the content hash covers: the same id with other content is refused. */
  readonly content?: object;
  /** For commands made from an event: that event. */
  readonly source?: Source & { readonly eventId: string };
  /**
   * From inside, guarded by state: it may leave no event when it changes nothing (as may every one
   * with a source), its id is not remembered, and its time does not count in the lane.
   */
  readonly quiet?: true;
  readonly correlationId: string;
  readonly ingestedAtMs: number;
  readonly command: Command;
};

/** One message for a topic. `outbound` makes them; `inbound` too where a service only passes on. */
export type Said = {
  readonly topic: Topic;
  readonly type: string;
  readonly data: object;
  readonly key: string;
  /** `ce_id`; the stored event's id unless told. */
  readonly id?: string;
  /** `ce_time`; the time of what is passed on. */
  readonly atMs?: number;
};

/** What the host itself records in a service's streams. They change no domain state. */
export type HostEvent =
  /** Our own code threw on this command: its one outcome. */
  | Message<
      'CommandFailed',
      {
        readonly atMs: number;
        readonly commandId: string;
        readonly command: string;
        readonly actor: string;
        readonly other: string | null;
      }
    >
  /** The history cannot be folded; until lifted, every command here fails. */
  | Message<'Quarantined', { readonly atMs: number; readonly reason: string }>
  | Message<'QuarantineLifted', { readonly atMs: number }>;

/** A stored event with its type known. */
export type RecordedEvent<Event extends Message> =
  Event extends Message<infer Type, infer Data>
    ? Omit<Recorded, 'type' | 'data'> & { readonly type: Type; readonly data: Data }
    : never;

/**
 * A service is a value: what it hears, says and owns, and its four verbs. One host runs any of them.
 * `Facts` is what `prepare` looks up once per batch and `inbound` attaches.
 */
export type Service<
  State,
  Command extends Message,
  Event extends Message,
  Hears extends Topic = Topic,
  Facts = undefined,
> = {
  readonly name: string;
  /** Prefix of the streams it owns and alone appends to: `pair` for `pair-<id>`. */
  readonly stream: string;
  /** It owns one stream, which is named so, and no others. */
  readonly single?: true;
  readonly consumes: readonly Hears[];
  readonly produces: readonly Topic[];
  readonly decider: (policy: Policy) => Decider<State, Command, Event>;
  /** The read models that it keeps, if it keeps any. */
  readonly views?: readonly View[];
  /** It asks the read models of others, where `DATABASE_URL` is set. */
  readonly reads?: true;
  /** Looks up once per batch what `inbound` attaches. Rejects when it cannot tell: never a guess. */
  readonly prepare?: (
    messages: readonly Heard<MessageOn<Hears>>[],
    needs: Preparing,
  ) => Promise<Facts>;
  readonly inbound: (
    message: Heard<MessageOn<Hears>>,
    facts: Facts,
  ) => readonly (Order<Command> | Said)[];
  readonly outbound: (event: RecordedEvent<Event | HostEvent>) => readonly Said[];
  /** What else it does by itself while it runs: notifications push what they have claimed. */
  readonly also?: (needs: Running) => Relay;
  /** What it reserves elsewhere before it decides: gating its senders' volume. */
  // oxlint-disable-next-line typescript/no-explicit-any -- nobody but the service looks inside
  readonly reserves?: Reserves<State, Command, any>;
};

/** An order, what it has to reserve, and the policy that it is judged by. */
export type Reserving<Command extends Message = Message> = {
  readonly order: Order<Command>;
  readonly need: Order;
  readonly policy: Policy;
};

/**
 * What a service has to reserve in streams of another kind before it may decide: a rule over two
 * streams (protocol.md 5). The answer becomes a fact of the command; the content hash is that of
 * `Order.content` and does not cover it.
 */
export type Reserves<State, Command extends Message, Reserved> = {
  /** Owns the streams in which is reserved; it hears and says nothing. Runs inside the same host. */
  readonly service: AnyService;
  /** What an order reserves before it is decided on this state: a quiet order; null for nothing. */
  readonly need: (order: Order<Command>, state: State, policy: Policy) => Order | null;
  /**
   * The order with its answer, read off the stream in which was reserved; null when that does not
   * tell, and it has to be asked again. `undefined`: that stream cannot be folded.
   */
  readonly attach: (
    asked: Reserving<Command>,
    reserved: Reserved | undefined,
  ) => Order<Command> | null;
  /** Whether there is so much room that reserving on a mere guess takes nothing from anybody. */
  readonly isRoomy: (need: Order, reserved: Reserved, policy: Policy) => boolean;
  /** Closes what was reserved, by what was recorded; a fresh one each time the relay begins. */
  readonly settle: (needs: Running) => Settler;
};

/** What looking up may use. */
export type Preparing = Pick<Policies, 'policyLeadMs' | keyof InForce> & {
  readonly database?: Database;
  readonly nowMs: number;
  /** Random per process: tells whose claim something is. */
  readonly token: string;
};

/** What a service that does something by itself works with. */
export type Running = InForce & {
  readonly instance: string;
  readonly token: string;
  readonly ports: Ports;
  readonly metrics: Metrics;
  /** Has orders decided that came from no topic; false when they could not be settled. */
  readonly decide: (orders: readonly Order[]) => Promise<boolean>;
};

/** Any service, as the host sees it: the four verbs without their inner types. */
/* oxlint-disable typescript/no-explicit-any -- a function of `unknown` takes no narrower one */
export type AnyService = Omit<
  Service<any, any, any, Topic, any>,
  'prepare' | 'inbound' | 'outbound'
> & {
  readonly prepare?: (messages: any, needs: Preparing) => Promise<any>;
  readonly inbound: (message: any, facts: any) => readonly (Order<any> | Said)[];
  readonly outbound: (event: any) => readonly Said[];
};
/* oxlint-enable typescript/no-explicit-any */

/** Declares a service; the types of its four verbs must fit together. */
export const service = <
  State,
  Command extends Message,
  Event extends Message,
  Hears extends Topic,
  Facts = undefined,
>(
  value: Service<State, Command, Event, Hears, Facts>,
): Service<State, Command, Event, Hears, Facts> => value;

/** Says one message of a topic; its data must have the shape declared there. */
export const say = <T extends Topic, Type extends keyof T['messages'] & string>(
  topic: T,
  type: Type,
  said: {
    readonly key: string;
    readonly data: InstanceType<T['messages'][Type]>;
    readonly id?: string;
    readonly atMs?: number;
  },
): Said => ({ topic, type, ...said });
