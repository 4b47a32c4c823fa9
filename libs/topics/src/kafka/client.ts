import { CompressionCodecs, CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import { version } from 'kafkajs/package.json';
import RequestQueue from 'kafkajs/src/network/requestQueue';
import { mendProduce } from './mend-produce';
import { unreadCodec } from './unread-codec';

export type { Admin, Consumer, EachBatchPayload, KafkaMessage, Kafka, Producer } from 'kafkajs';
export { ConfigResourceTypes } from 'kafkajs';
/** The partitioner of every Java client; kafkajs warns unless it is named. */
export const javaPartitioner = Partitioners.DefaultPartitioner;

export type Alert = (what: string, about: Readonly<Record<string, unknown>>) => void;

export type KafkaOptions = {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** How the brokers' logs call this process. */
  readonly clientId: string;
  /** What an operator must know; nothing is printed. */
  readonly alert?: Alert;
  readonly ssl?: boolean;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** After this long without an answer a request has failed; 10,000 ms unless told. */
  readonly requestTimeoutMs?: number;
  /** How often a member tells its group that it lives; 2,000 ms unless told, for tests. */
  readonly heartbeatMs?: number;
  /** After this long without a heartbeat a member's partitions are others'; 10,000 ms unless told. */
  readonly sessionMs?: number;
  /** How long a fetch waits for new records, and so at most an end; 500 ms unless told. */
  readonly fetchWaitMs?: number;
  /** How long `stop` and `close` wait for what is in work; 2,000 ms unless told. */
  readonly settleWithinMs?: number;
};

const mendedVersion = '2.2.4';
const throttleCheckMs = 10;

/**
 * Mends the client's timers: a connection without work sets one of -1,790,000,000,000 ms, which
 * Node takes as 1 ms, over and over, also after the end (3 to 4 % of a core, each; a process that
 * never exits). Ours is set only while something waits.
 */
const mendIdleTimers = (): void => {
  RequestQueue.prototype.scheduleCheckPendingRequests = function schedule() {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const waitMs = Math.max(throttleCheckMs, this.throttledUntil - Date.now());
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };
};

if (version === mendedVersion) {
  mendIdleTimers();
  mendProduce();
}

/** A batch in a codec that the client cannot read would end it for good: now it yields records. */
const readAnything = (): void => {
  CompressionCodecs[CompressionTypes.Snappy] = () => unreadCodec('snappy');
  CompressionCodecs[CompressionTypes.LZ4] = () => unreadCodec('lz4');
  CompressionCodecs[CompressionTypes.ZSTD] = () => unreadCodec('zstd');
};

readAnything();

/** Every value is named: the client's own defaults depend on NODE_ENV. */
export const clientRetry = {
  initialRetryTime: 100,
  maxRetryTime: 2_000,
  factor: 0.2,
  multiplier: 2,
  retries: 5,
};

/** What the client logs as an error in the ordinary course of things. */
const ordinary = [
  'The group is rebalancing, so a rejoin is needed',
  'The group member needs to have a valid member id before actually entering a consumer group',
];

const isOrdinary = (said: unknown): boolean =>
  ordinary.some((sentence) => String(said).includes(sentence));

/** A client of its own, with nothing left to defaults; its errors go to `alert`. */
export const kafkaClient = (options: KafkaOptions, alert: Alert = () => {}): Kafka => {
  const { brokers, clientId, ssl = false, sasl, requestTimeoutMs = 10_000 } = options;
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ssl,
    ...(sasl && { sasl: sasl as { mechanism: 'plain'; username: string; password: string } }),
    connectionTimeout: 3_000,
    requestTimeout: requestTimeoutMs,
    enforceRequestTimeout: true,
    retry: clientRetry,
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ log: { message, timestamp: _when, logger: _who, stack: _stack, ...about } }) => {
        if (!isOrdinary(message) && !isOrdinary(about['error'])) alert(message, about);
      },
  });
};

/** A producer that tries once: a repeat by the client itself may skip what moved to a broker that
 * had answered already, and call it sent. Repeating is `produce.ts`'s job. */
export const plainProducer = (client: Kafka) =>
  client.producer({
    createPartitioner: javaPartitioner,
    retry: { ...clientRetry, retries: 0 },
    allowAutoTopicCreation: false,
    idempotent: false,
    maxInFlightRequests: 1,
  });

/** A member of a group that reads small fetches and never waits long. */
export const plainConsumer = (
  client: Kafka,
  { sessionMs = 10_000, heartbeatMs = 2_000, fetchWaitMs = 500 }: KafkaOptions,
  { group, mayRestart }: { readonly group: string; readonly mayRestart: () => Promise<boolean> },
) =>
  client.consumer({
    groupId: group,
    // The client counts errors for life: the ninth starts it anew, within a second or two.
    retry: { ...clientRetry, retries: 8, restartOnFailure: mayRestart },
    allowAutoTopicCreation: false,
    sessionTimeout: sessionMs,
    heartbeatInterval: heartbeatMs,
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: fetchWaitMs,
    minBytes: 1,
    maxBytesPerPartition: 256 * 1024,
    maxBytes: 4 * 1024 * 1024,
  });

/** The innermost reason: what the client wraps is what happened. */
export const rootOf = (error: unknown): Error & { readonly type?: string } => {
  let inner = error instanceof Error ? error : new Error(String(error));
  while (inner.cause instanceof Error) inner = inner.cause;
  return inner;
};
