import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, NO_STREAM, jsonEvent } from '@eventstore/db-client';
import { each, meter } from './cpu';
import type { Figure } from './raw-kafka';

const inFlight = 256;
const sample = join(__dirname, '../../libs/contracts/samples/gating.events.v1/MessageSent.json');

/** The event of a delivered direct message, as the contract's sample has it. */
const messageSent = () => {
  const { value, headers } = JSON.parse(readFileSync(sample, 'utf8')) as {
    value: Record<string, string>;
    headers: Record<string, string>;
  };
  const metadata = JSON.parse(headers['ce_metadata'] ?? '{}') as Record<string, string>;
  return () => jsonEvent({ id: randomUUID(), type: 'MessageSent', data: value, metadata });
};

/** The bare store client: one event to an append, every append to a new stream, all in flight. */
export const appendLimit = async (
  { url, eventstorePid }: { url: string; eventstorePid: number },
  count: number,
): Promise<Figure> => {
  const client = EventStoreDBClient.connectionString(url);
  const event = messageSent();
  const append = async () =>
    client.appendToStream(`bench-${randomUUID()}`, event(), { expectedRevision: NO_STREAM });
  const many = async (wanted: number) => {
    let left = wanted;
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await append();
      }
    };
    await Promise.all(Array.from({ length: Math.min(inFlight, wanted) }, one));
  };
  await append(); // the first one opens the connection
  await many(Math.ceil(count / 10));
  const pids = new Map([
    ['client', process.pid],
    ['eventstore', eventstorePid],
  ]);
  const used = await meter(pids);
  const beganAtMs = performance.now();
  await many(count);
  const seconds = (performance.now() - beganAtMs) / 1_000;
  const cpuUs = each(await used(), count);
  await client.dispose();
  return { count, perSecond: count / seconds, cpuUs };
};
