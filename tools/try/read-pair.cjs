// Reads a pair's stream with nothing but the store's own client: node tools/try/read-pair.cjs <conversation>
const { EventStoreDBClient } = require('@eventstore/db-client');

const url = process.env.EVENTSTORE_URL ?? 'esdb://127.0.0.1:2113?tls=false';
const client = EventStoreDBClient.connectionString(url);
const read = async (stream) => {
  for await (const { event } of client.readStream(stream))
    console.log(event.revision, event.type, JSON.stringify(event.data));
  await client.dispose();
};
void read(`pair-${process.argv[2]}`);
