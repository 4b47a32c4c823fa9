import { setTimeout as wait } from 'node:timers/promises';
import { conversationIdOf } from '@vestibule/contracts';
import { type PolicyData, presets } from '@vestibule/domain';
import type { Person, World } from './world';

/** The seed's data with another limit. */
const limited = (limit: number): PolicyData => {
  const { version: _version, preset: _preset, effectiveAtMs: _from, ...data } = presets.seed;
  return { ...data, request: { ...data.request, limit } };
};

const textFor = (limit: number): string =>
  `You can send up to ${limit} messages until this user accepts your message request.`;

const reached = async ({ ground }: World, effectiveAtMs: number): Promise<void> => {
  while (ground.nowMs() <= effectiveAtMs) await wait(Math.max(1, effectiveAtMs - ground.nowMs()));
};

/** Two operators make a limit the one in force; resolves when it is. */
const agree = async (world: World, limit: number) => {
  const asked = { operator: 'nora', preset: 'seed', data: limited(limit) };
  const { id: proposalId, type } = await world.decrees('ProposePolicy', asked);
  expect(type).toBe('PolicyProposed');
  const alone = await world.decrees('ApprovePolicy', { operator: 'nora', proposalId });
  expect(alone).toMatchObject({ type: 'PolicyCommandRefused', reason: 'SAME_OPERATOR' });
  const published = await world.decrees('ApprovePolicy', { operator: 'omar', proposalId });
  expect(published.type).toBe('PolicyPublished');
  return published;
};

const decidedIn = async ({ ground }: World, ann: Person, bob: Person) => {
  const events = await ground.streams.read(`pair-${conversationIdOf(ann.id, bob.id)}`);
  return events.map(({ data }) => data as { atMs: number; policyVersion: number });
};

/**
 * Operators raise the limit while people talk, and take it back: the next decision knows, and
 * nothing that was decided changes.
 */
export const raisesTheLimit = async (world: World): Promise<void> => {
  const [ann, bob] = (await world.people({}, {})) as [Person, Person];
  const says = async (text: string) => ann.asks(bob, 'SendMessage', { kind: 'text', text });
  for (const text of ['1', '2', '3']) expect((await says(text)).result).toBe('sent');
  expect(await says('4')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(3) });

  const raised = await agree(world, 5);
  await reached(world, raised.effectiveAtMs);
  expect(await says('4')).toMatchObject({ result: 'sent', used: 4, limit: 5 });
  expect(await says('5')).toMatchObject({ result: 'sent', used: 5, notice: textFor(5) });
  expect(await says('6')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(5) });

  const asked = { operator: 'zoe', version: raised.version };
  const retired = await world.decrees('RetirePolicy', asked);
  expect(retired.type).toBe('PolicyRetired');
  await reached(world, retired.effectiveAtMs);
  expect(await says('7')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(3) });

  const decided = await decidedIn(world, ann, bob);
  expect(decided.map(({ policyVersion }) => policyVersion)).toEqual([1, 1, 1, 1, 2, 2, 2, 1]);
  expect(
    decided.map(({ atMs }) => atMs >= raised.effectiveAtMs && atMs < retired.effectiveAtMs),
  ).toEqual([false, false, false, false, true, true, true, false]);
};
