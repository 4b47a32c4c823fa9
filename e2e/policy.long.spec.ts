import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../tools/stack/stack';
import { raisesTheLimit } from './policy.words';
import { wireGround } from './wire-ground';
import { type World, openWorld } from './world';

let stack: Stack;
let world: World;
let data: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'vestibule-policy-'));
  stack = await startStack({ data, apps: ['identity', 'gating'], brief: true });
  world = await openWorld(await wireGround(stack.addresses));
}, 60_000);

afterAll(async () => {
  await world?.close();
  await stack?.stop();
  rmSync(data, { recursive: true, force: true });
}, 30_000);

const gatingSays = async (path: string): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${stack.parts.get('gating')?.port}${path}`);
  return answer.text();
};

test('a limit that operators change over the wire is the limit of the next decision', async () => {
  await raisesTheLimit(world);
});

test('a process with two services is ready as one and counts them apart', async () => {
  expect(await gatingSays('/ready')).toBe('{"ready":true}');
  const figures = await gatingSays('/metrics');
  expect(figures).toMatch(/^vestibule_decided_total\{service="gating"\} [1-9]/mu);
  expect(figures).toMatch(/^vestibule_decided_total\{service="policy"\} [1-9]/mu);
  expect(figures.match(/^process_cpu_seconds_total\{/gmu)).toHaveLength(1);
});
