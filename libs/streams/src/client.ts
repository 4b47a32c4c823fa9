import {
  CancelledError,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
  streamNameFilter,
} from '@eventstore/db-client';
import type {
  AllStreamSubscription,
  Position as LogPosition,
  RecordedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import type { Duplex } from 'node:stream';

/**
 * The only file that imports the store's client, at exactly 6.2.1. It reaches for four of its inner
 * parts, because nothing public tells how the batch call fares or closes a channel.
 */
export type Client = EventStoreDBClient;
export type { AllStreamSubscription, LogPosition, RecordedEvent, StreamingRead };
export {
  CancelledError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
  streamNameFilter,
};

/** The call on which all appends of a client travel. `status` is the last event of any call. */
export type BatchCall = Duplex & { readonly cancel: () => void };

type CreateCall = (
  stub: unknown,
  name: string,
  create: (grpc: unknown) => BatchCall,
  cache: unknown,
) => unknown;

type InnerParts = {
  readonly disposableStreams: ReadonlySet<BatchCall>;
  readonly getChannel: () => Promise<{ readonly close: () => void }>;
  readonly throwOnAppendFailure: boolean;
  GRPCStreamCreator: CreateCall;
};

const innerPartsOf = (client: Client): InnerParts => client as unknown as InnerParts;

/**
 * Credentials belong into the address: given per call they would leave the batch path (E12). The
 * form that does not throw is refused, because it reports an invented revision for a conflict
 * (E6).
 */
export const clientFor = (url: string): Client => {
  const client = EventStoreDBClient.connectionString(url);
  if (innerPartsOf(client).throwOnAppendFailure) return client;
  throw new Error('The address of the event store must not say throwOnAppendFailure=false.');
};

const keepAliveDefaultMs = 10_000;
let clientsMade = 0;

/**
 * An address with a connection of its own. Below the client, equal settings share one connection,
 * so that a new client would meet the same dead connection again until the keep-alive notices, 20
 * s later; a keep-alive that differs by milliseconds is enough to differ.
 */
export const ownConnection = (url: string): string => {
  const [, given] = /[?&]keep-?_?alive-?_?interval=(-?\d+)/i.exec(url) ?? [];
  const keepAliveMs = given === undefined ? keepAliveDefaultMs : Number(given);
  if (keepAliveMs < 0) return url;
  clientsMade = (clientsMade + 1) % 1_000;
  return `${url}${url.includes('?') ? '&' : '?'}keepAliveInterval=${keepAliveMs + clientsMade}`;
};

/** Tells of every batch call that a client makes, before anything can arrive on it. */
export const onBatchCall = (client: Client, made: (call: BatchCall) => void): void => {
  const inner = innerPartsOf(client);
  const createCall = inner.GRPCStreamCreator;
  inner.GRPCStreamCreator = (stub, name, create, cache) => {
    const createAndTell = (grpc: unknown): BatchCall => {
      const call = create(grpc);
      made(call);
      return call;
    };
    return createCall(stub, name, name === 'appendToStream' ? createAndTell : create, cache);
  };
};

/** Cancels all calls and gives the connection back, which `dispose()` of the client does not. */
export const closeClient = (client: Client): void => {
  const inner = innerPartsOf(client);
  inner.disposableStreams.forEach((call) => call.cancel());
  // Nobody waits: in a cluster, the client first looks for a node to close the channel of.
  inner.getChannel().then(
    (channel) => channel.close(),
    () => undefined,
  );
};

const invalidArgument = 3;

/** The store does not understand what it was asked, and will not the next time either. */
export const refusedArgument = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === invalidArgument;
