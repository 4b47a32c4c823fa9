import {
  CancelledError,
  EventStoreDBClient,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
} from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { Position as LogPosition, RecordedEvent, StreamingRead } from '@eventstore/db-client';
import type {
  CallOptions,
  ClientDuplexStream,
  ClientReadableStream,
  Metadata,
} from '@grpc/grpc-js';

import { logPositionFrom } from './recorded';
import type { FollowOptions } from './streams';

/**
 * The only file that imports the store's client, at exactly 6.2.1. It reaches for some of its inner
 * parts, because nothing public opens a batch call of one's own or closes a channel.
 */
export type Client = EventStoreDBClient;
export type { LogPosition, RecordedEvent, StreamingRead };
export { CancelledError, StreamDeletedError, StreamNotFoundError, UnavailableError };

/** The call on which all appends of a client travel, as bytes. `status` is its last event. */
export type BatchCall = ClientDuplexStream<Buffer, Buffer>;

/** A subscription, as bytes. */
export type SubscriptionCall = ClientReadableStream<Buffer>;

type InnerParts = {
  readonly disposableStreams: ReadonlySet<{ readonly cancel: () => void }>;
  readonly getChannel: () => Promise<{ readonly close: () => void }>;
  readonly supports: (method: { readonly path: string }) => Promise<boolean>;
  readonly callArguments: (asked: object, options: CallOptions) => [Metadata, CallOptions];
  readonly GRPCStreamCreator: <Call>(
    stub: typeof StreamsClient,
    name: string,
    create: (stub: StreamsClient) => Call,
  ) => () => Promise<Call>;
};

const innerPartsOf = (client: Client): InnerParts => client as unknown as InnerParts;

/** Credentials belong into the address (E12). */
export const clientFor = (url: string): Client => EventStoreDBClient.connectionString(url);

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

const asIs = (bytes: Buffer): Buffer => bytes;

/**
 * Opens a batch call on the client's connection, with its credentials. What travels is bytes: the
 * client's own objects cost three times as much as all the rest of an append (decision 0013), and
 * it keeps the pending ones of a process in one table (E4, E5, E22). Rejects when the store has none.
 */
export const openBatchCall = async (client: Client): Promise<BatchCall> => {
  const inner = innerPartsOf(client);
  const { path } = StreamsService.batchAppend;
  if (!(await inner.supports({ path })))
    throw new Error('The event store does not offer batch appends; version 21.10 or newer does.');
  const [metadata, options] = inner.callArguments({}, { deadline: Infinity });
  const create = (stub: StreamsClient): BatchCall =>
    stub.makeBidiStreamRequest(path, asIs, asIs, metadata, options);
  return inner.GRPCStreamCreator(StreamsClient, 'batchAppend', create)();
};

const checkpointInterval = 1_000;

/** Everything after a position in the streams whose names begin with one of the prefixes. */
const subscriptionTo = ({ prefixes, after }: FollowOptions): ReadReq => {
  const { Options } = ReadReq;
  const [none, from, filter] = [
    new Empty(),
    new Options.AllOptions(),
    new Options.FilterOptions(),
  ] as const;
  if (after === undefined) from.setStart(none);
  else {
    const { commit, prepare } = logPositionFrom(after);
    const position = new Options.Position();
    position.setCommitPosition(String(commit)).setPreparePosition(String(prepare));
    from.setPosition(position);
  }
  const names = new Options.FilterOptions.Expression().setPrefixList([...prefixes]);
  // Checkpoints run ahead of events that are not handled yet (E9): nobody listens to them.
  filter.setStreamIdentifier(names).setCount(none);
  filter.setCheckpointintervalmultiplier(checkpointInterval);
  const options = new Options().setAll(from).setFilter(filter);
  options.setSubscription(new Options.SubscriptionOptions());
  return new ReadReq().setOptions(options.setUuidOption(new Options.UUIDOption().setString(none)));
};

/**
 * Opens a subscription to all streams, the same way: the client's events cost as much. Throws for a
 * position that no store ever gave.
 */
export const openSubscription = (
  client: Client,
  options: FollowOptions,
): Promise<SubscriptionCall> => {
  const inner = innerPartsOf(client);
  const { path, requestSerialize } = StreamsService.read;
  const [metadata, calling] = inner.callArguments({}, { deadline: Infinity });
  const request = subscriptionTo(options);
  const create = (stub: StreamsClient): SubscriptionCall =>
    stub.makeServerStreamRequest(path, requestSerialize, asIs, request, metadata, calling);
  return inner.GRPCStreamCreator(StreamsClient, 'subscribeToAll', create)();
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
