import { setTimeout as wait } from 'node:timers/promises';
import type { Change } from './operators';
import type { World } from './world';

/** Waits until what operators decided is in force. */
export const inForce = async (
  { ground }: World,
  { effectiveAtMs }: { readonly effectiveAtMs: number },
): Promise<void> => {
  while (ground.nowMs() <= effectiveAtMs) await wait(Math.max(1, effectiveAtMs - ground.nowMs()));
};

/** Two operators put another policy in force; gives its version once it is. */
export const agree = async (world: World, change: Change): Promise<number> => {
  const { id } = await world.operator('nora').proposes(change);
  const published = await world.operator('omar').approves(id);
  if (published.version === undefined) throw new Error(`Not published: ${published.reason}`);
  await inForce(world, published);
  return published.version;
};

/** Takes a version out; resolves when it counts no longer. */
export const retire = async (world: World, version: number): Promise<void> =>
  inForce(world, await world.operator('zoe').retires(version));
