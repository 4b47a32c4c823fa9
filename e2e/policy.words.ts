import { conversationIdOf } from '@vestibule/contracts';
import { inForce } from './agreeing';
import type { Person } from './person';
import type { World } from './world';

const textFor = (limit: number): string =>
  `You can send up to ${limit} messages until this user accepts your message request.`;

/** Two operators make a limit the one in force; resolves when it is. */
const raise = async (world: World, limit: number) => {
  const [nora, omar] = [world.operator('nora'), world.operator('omar')];
  const { id, type } = await nora.proposes({ request: { limit } });
  expect(type).toBe('PolicyProposed');
  const alone = await nora.approves(id);
  expect(alone).toMatchObject({ type: 'PolicyCommandRefused', reason: 'SAME_OPERATOR' });
  const published = await omar.approves(id);
  expect(published.type).toBe('PolicyPublished');
  await inForce(world, published);
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
  const says = async (text: string) => ann.says(bob, text);
  for (const text of ['1', '2', '3']) expect((await says(text)).result).toBe('sent');
  expect(await says('4')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(3) });

  const raised = await raise(world, 5);
  expect(await says('4')).toMatchObject({ result: 'sent', used: 4, limit: 5 });
  expect(await says('5')).toMatchObject({ result: 'sent', used: 5, notice: textFor(5) });
  expect(await says('6')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(5) });

  const retired = await world.operator('zoe').retires(raised.version ?? 0);
  expect(retired.type).toBe('PolicyRetired');
  await inForce(world, retired);
  expect(await says('7')).toMatchObject({ code: 'REQUEST_LIMIT_REACHED', text: textFor(3) });

  const decided = await decidedIn(world, ann, bob);
  expect(decided.map(({ policyVersion }) => policyVersion)).toEqual([1, 1, 1, 1, 2, 2, 2, 1]);
  expect(
    decided.map(({ atMs }) => atMs >= raised.effectiveAtMs && atMs < retired.effectiveAtMs),
  ).toEqual([false, false, false, false, true, true, true, false]);
};
