import type { ConsumeOptions, Consumer, IncomingBatch } from '../topics';
import { failure } from '../within';
import type { GroupWorld, Member, MemoryGroup } from './group';

export type ConsumerWorld = Pick<GroupWorld, 'after'> & {
  readonly group: MemoryGroup;
  /** Throws unless every topic is there. */
  readonly check: (topics: readonly string[]) => void;
  readonly settleWithinMs: number;
};

/** Lets what is in work settle, for a while, and gives its partitions away. */
const leave = async (member: Member, world: ConsumerWorld): Promise<void> => {
  member.stopping = true;
  const late = new Promise<void>((resolve) => {
    if (member.busy.size > 0) world.after(world.settleWithinMs, resolve);
  });
  await Promise.race([Promise.all(member.busy.values()), late]);
  await world.group.leave(member);
};

/** Joins at the end of this turn, as nothing over a wire is done at once. */
export const memoryConsumer = (
  options: ConsumeOptions,
  each: (batch: IncomingBatch) => Promise<number>,
  world: ConsumerWorld,
): Consumer => {
  const { failed, fail } = failure();
  const busy = new Map<string, Promise<void>>();
  const member: Member = { options, each, busy, owned: new Set(), stopping: false };
  const join = async (): Promise<void> => {
    await new Promise(setImmediate);
    world.check(options.topics);
    if (!member.stopping) await world.group.join(member);
  };
  const joined = join();
  joined.catch(fail);
  let left: Promise<void> | undefined;
  return { joined, failed, stop: async () => (left ??= leave(member, world)) };
};
