import type { Fault } from '@vestibule/local-server';
import type { Broker } from './broker';
import type { Group } from './groups/group';
import type { Partition } from './log/partition';

type Match = NonNullable<Fault['match']>;

const logsOf = ({ topics }: Broker, { topic, partition }: Match): readonly Partition[] =>
  topics
    .names()
    .filter((name) => topic === undefined || topic === name)
    .flatMap((name) => topics.get(name)?.partitions ?? [])
    .filter((log) => partition === undefined || partition === log.index);

const groupsOf = ({ groups }: Broker, { group }: Match): readonly Group[] =>
  groups
    .ids()
    .filter((id) => group === undefined || group === id)
    .flatMap((id) => groups.get(id) ?? []);

const expire = (group: Group, { member }: Match): boolean => {
  const [oldest = ''] = group.members.keys();
  const expired = group.members.get(String(member ?? oldest));
  if (expired) group.remove(expired);
  return expired !== undefined;
};

/** Does what some faults ask for at once, and tells how often; undefined for all other faults. */
export const actAtOnce = (broker: Broker, { kind, match = {} }: Fault): number | undefined => {
  switch (kind) {
    case 'rebalance':
      return groupsOf(broker, match).filter((group) => group.rebalance()).length;
    case 'expireMember':
      return groupsOf(broker, match).filter((group) => expire(group, match)).length;
    case 'truncateHead': {
      const logs = logsOf(broker, match);
      logs.forEach((log) => log.deleteBefore(log.end));
      return logs.length;
    }
    default:
      return undefined;
  }
};

/** Arms a fault, or does it. `unavailable` with a code is an error of that API. */
export const switchFault = (broker: Broker, fault: Fault): void => {
  const isError = fault.kind === 'unavailable' && fault.code !== undefined;
  const done = actAtOnce(broker, fault);
  if (done === undefined) broker.faults.add(isError ? { ...fault, kind: 'error' } : fault);
  else for (let i = 0; i < done; i += 1) broker.count(fault.kind);
};
