import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../tools/stack/stack';

type Started = { stack: Stack; data: string };
const held = globalThis as unknown as { vestibule?: Started };

/** Starts one stack for all stories on the wire; they share it, each with people of its own. */
export default async function start(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'vestibule-stories-'));
  const stack = await startStack({
    data,
    brief: true,
    apps: ['identity', 'gating', 'delivery', 'notifications'],
  });
  const { kafka, eventstore, database } = stack.addresses;
  Object.assign(process.env, {
    WORLD: 'wire',
    KAFKA_BROKERS: kafka,
    EVENTSTORE_URL: eventstore,
    DATABASE_URL: database,
  });
  held.vestibule = { stack, data };
}

export const stop = async (): Promise<void> => {
  await held.vestibule?.stack.stop();
  if (held.vestibule) rmSync(held.vestibule.data, { recursive: true, force: true });
};
