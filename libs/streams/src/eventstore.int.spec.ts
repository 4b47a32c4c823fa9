import { EventStoreDBClient } from '@eventstore/db-client';
import { spawnEventStore, type EventStoreProcess } from '@vestibule/local-eventstore';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreStreams } from './eventstore';
import { streamsContract } from './streams.contract';
import type { Streams } from './streams';

const given = process.env['EVENTSTORE_URL'];

let data = '';
let server: EventStoreProcess | undefined;
let operator: EventStoreDBClient;
let streams: Streams;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'streams-'));
  server = given === undefined ? await spawnEventStore({ data, port: 0 }) : undefined;
  const url = given ?? server?.url ?? '';
  operator = EventStoreDBClient.connectionString(url);
  streams = await eventStoreStreams({ url });
});

afterAll(async () => {
  await streams.close();
  await operator.dispose();
  await server?.close();
  await rm(data, { recursive: true });
});

streamsContract(async () => ({
  ...streams,
  tombstone: async (stream) => void (await operator.tombstoneStream(stream)),
}));
