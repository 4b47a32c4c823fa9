import { randomUUID } from 'node:crypto';
import { errors } from '../errors';
import type { Group } from './group';
import {
  type Joined,
  type Joining,
  type Member,
  type Protocol,
  type Synced,
  type Syncing,
  hasProtocol,
  isSame,
  joinRefusal,
  nothing,
} from './member';

const joinCheck = (group: Group, { member, protocolType, protocols }: Joining): number => {
  if (protocolType === '' || protocols.length === 0) return errors.INCONSISTENT_GROUP_PROTOCOL;
  if (member !== '' && !group.members.has(member) && !group.announced.has(member))
    return errors.UNKNOWN_MEMBER_ID;
  const others = [...group.members.values()].filter(({ id }) => id !== member);
  const isShared = ({ name }: Protocol) => others.every((other) => hasProtocol(other, name));
  if (others.length > 0 && (protocolType !== group.protocolType || !protocols.some(isShared)))
    return errors.INCONSISTENT_GROUP_PROTOCOL;
  return member === '' && group.isFull ? errors.GROUP_MAX_SIZE_REACHED : errors.NONE;
};

const rejoin = (group: Group, member: Member, ask: Joining): Joined | Promise<Joined> => {
  const { protocols, sessionMs, rebalanceMs } = ask;
  Object.assign(member, { sessionMs, rebalanceMs });
  const isFollower = group.state === 'Stable' && member.id !== group.leader;
  const isRepeat = isFollower || group.state === 'CompletingRebalance';
  if (isRepeat && isSame(member.protocols, protocols)) {
    group.touch(member);
    return group.joinedAs(member);
  }
  member.protocols = protocols;
  return group.enter(member);
};

/** Answers at once to a refusal or a repetition, else when the round is complete. */
export const join = (group: Group, ask: Joining): Joined | Promise<Joined> => {
  const refusal = joinCheck(group, ask);
  if (refusal !== errors.NONE) return joinRefusal(refusal, ask.member);
  const known = group.members.get(ask.member);
  if (known) return rejoin(group, known, ask);
  const id = ask.member || `${ask.clientId}-${randomUUID()}`;
  if (!ask.member && ask.asksForId && ask.instance === null) {
    group.announce(id, ask.sessionMs);
    return joinRefusal(errors.MEMBER_ID_REQUIRED, id);
  }
  group.forget(id);
  group.protocolType = ask.protocolType;
  const idle = { onJoined: undefined, onSynced: undefined, stopSession: () => {} };
  return group.enter({ ...ask, ...idle, id, assignment: nothing });
};

type Checked = { readonly error: number; readonly member?: Member };

/** A request counts only from a member, and in its generation. */
const check = (group: Group, id: string, generation: number): Checked => {
  const member = group.members.get(id);
  if (!member) return { error: errors.UNKNOWN_MEMBER_ID };
  if (generation !== group.generation) return { error: errors.ILLEGAL_GENERATION };
  return { error: errors.NONE, member };
};

/** A follower waits for the leader's assignments. */
export const sync = (group: Group, ask: Syncing): Synced | Promise<Synced> => {
  const { error, member } = check(group, ask.member, ask.generation);
  if (!member) return { error, assignment: nothing };
  if (group.state === 'PreparingRebalance')
    return { error: errors.REBALANCE_IN_PROGRESS, assignment: nothing };
  if (group.state === 'Stable') {
    group.touch(member);
    return { error: errors.NONE, assignment: member.assignment };
  }
  const synced = new Promise<Synced>((resolve) => {
    member.onSynced = resolve;
  });
  group.touch(member);
  if (member.id === group.leader) group.settle(ask.assignments);
  return synced;
};

export const heartbeat = (group: Group, id: string, generation: number): number => {
  const { error, member } = check(group, id, generation);
  if (!member) return error;
  group.touch(member);
  return group.state === 'PreparingRebalance' ? errors.REBALANCE_IN_PROGRESS : errors.NONE;
};

/** Whether a commit may be taken; generation −1 is one from outside, while nobody is in. */
export const commitCheck = (group: Group, id: string, generation: number): number => {
  if (generation < 0 && group.state === 'Empty') return errors.NONE;
  const { error, member } = check(group, id, generation);
  if (!member) return error;
  if (group.state === 'CompletingRebalance') return errors.REBALANCE_IN_PROGRESS;
  group.touch(member);
  return errors.NONE;
};

/** `instance` names the member where the id is empty. */
export const leave = (group: Group, id: string, instance: string | null): number => {
  if (group.announced.has(id)) {
    group.forget(id);
    group.advance();
    return errors.NONE;
  }
  const isMeant = (member: Member) =>
    id === '' ? instance !== null && member.instance === instance : member.id === id;
  const member = [...group.members.values()].find(isMeant);
  if (!member) return errors.UNKNOWN_MEMBER_ID;
  group.remove(member);
  return errors.NONE;
};
