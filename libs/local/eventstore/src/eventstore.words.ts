import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AppendToStreamOptions,
  type EventData,
  EventStoreDBClient,
  type ReadStreamOptions,
  jsonEvent,
} from '@eventstore/db-client';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { credentials } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { spawnEventStore, startEventStore } from './index';

const directories: string[] = [];
afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

/** A new data directory, removed after the suite. */
export const newData = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'eventstore-'));
  directories.push(directory);
  return directory;
};

export const clientOf = ({ url }: { readonly url: string }): EventStoreDBClient =>
  EventStoreDBClient.connectionString(url);

export const event = (
  id?: string,
  data: Record<string, unknown> = {},
  type = 'Happened',
): EventData => jsonEvent({ ...(id !== undefined && { id }), type, data });

type Client = EventStoreDBClient;
type Expected = NonNullable<AppendToStreamOptions['expectedRevision']>;

export type Told =
  | { readonly type: 'written'; readonly revision: bigint; readonly commit: bigint | undefined }
  | { readonly type: string; readonly actual?: unknown };

/** Appends, and tells what came of it as a value. */
export const append = async (
  client: Client,
  [stream, expectedRevision]: readonly [string, Expected],
  events: EventData | EventData[],
): Promise<Told> => {
  try {
    const done = await client.appendToStream(stream, events, { expectedRevision });
    const { nextExpectedRevision: revision, position } = done;
    return { type: 'written', revision, commit: position?.commit };
  } catch (error) {
    const { type, actualVersion } = error as { type?: string; actualVersion?: unknown };
    return {
      type: type ?? String(error),
      ...(actualVersion !== undefined && { actual: actualVersion }),
    };
  }
};

/** The revisions and ids of a stream, or why it cannot be read. */
export const readIds = async (
  client: Client,
  stream: string,
  options?: ReadStreamOptions,
): Promise<readonly string[] | string> => {
  try {
    const ids: string[] = [];
    for await (const { event: one } of client.readStream(stream, options))
      ids.push(`${one?.revision} ${one?.id}`);
    return ids;
  } catch (error) {
    return (error as { type?: string }).type ?? String(error);
  }
};

/** Waits until a condition holds, and fails with its name after 10 s. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> => {
  const endAtMs = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > endAtMs) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

/** A client without the official one's habits: it sees what the server really sends. */
export const rawClientOf = ({ port }: { readonly port: number }): StreamsClient =>
  new StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());

/** One append as a message of the batch call. */
export const batchRequest = (stream: string, id: string = randomUUID()): BatchAppendReq => {
  const message = new BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', 'Raw').set('content-type', 'application/json');
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier).setAny(new Empty());
  return new BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(randomUUID()))
    .setOptions(options)
    .setProposedMessagesList([message.setData(Buffer.from('{}'))])
    .setIsFinal(true);
};

/** A filtered subscription to $all, from the start. */
export const subscribeRequest = (prefix: string): ReadReq => {
  const { AllOptions, FilterOptions, SubscriptionOptions, UUIDOption } = ReadReq.Options;
  const filter = new FilterOptions()
    .setStreamIdentifier(new FilterOptions.Expression().setPrefixList([prefix]))
    .setMax(8)
    .setCheckpointintervalmultiplier(1);
  return new ReadReq().setOptions(
    new ReadReq.Options()
      .setAll(new AllOptions().setStart(new shared.Empty()))
      .setSubscription(new SubscriptionOptions())
      .setFilter(filter)
      .setUuidOption(new UUIDOption().setString(new shared.Empty())),
  );
};

/** Every event of a stream, from the start. */
export const readRequest = (stream: string): ReadReq => {
  const { StreamOptions, UUIDOption } = ReadReq.Options;
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const from = new StreamOptions().setStreamIdentifier(identifier).setStart(new shared.Empty());
  const ids = new UUIDOption().setString(new shared.Empty());
  return new ReadReq().setOptions(
    new ReadReq.Options().setStream(from).setCount('1000').setUuidOption(ids),
  );
};

/** Whatever a test leaves open is closed after it, last first: also when it failed. */
const open: (() => unknown)[] = [];
export const left = <Kind>(thing: Kind, close: (thing: Kind) => unknown): Kind => {
  open.push(() => close(thing));
  return thing;
};
export const spawned = async (...options: Parameters<typeof spawnEventStore>) =>
  left(await spawnEventStore(...options), async (server) => server.close());
export const started = async (...options: Parameters<typeof startEventStore>) =>
  left(await startEventStore(...options), async (server) => server.close());
export const connected = (server: { readonly url: string }) =>
  left(clientOf(server), async (client) => client.dispose());

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});
