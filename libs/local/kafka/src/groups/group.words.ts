import type { Clock } from '../clock';
import { Group } from './group';
import type { Joined, Joining, Synced } from './member';
import * as requests from './requests';

/** A clock that stands until it is moved. */
export const handClock = () => {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    wait: async () => {},
  };
  const move = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      timers = timers.filter((other) => other !== next);
      now = next.at;
      next.run();
    }
    now = end;
  };
  return { clock, move, pending: () => timers.length };
};

const protocols = [{ name: 'range', metadata: Buffer.from('m') }];

/** Joins by name; `joined` holds what each name was last told. */
const joining = (group: Group) => {
  const joined: Record<string, Joined | undefined> = {};
  const join = (name: string, ask: Partial<Joining> = {}) => {
    joined[name] = undefined;
    const answer = requests.join(group, {
      member: name,
      instance: null,
      clientId: name,
      host: '',
      sessionMs: 1_000,
      rebalanceMs: 5_000,
      protocolType: 'consumer',
      protocols,
      asksForId: false,
      ...ask,
    });
    const hear = async () => {
      joined[name] = await answer;
    };
    void hear();
  };
  /** Joins with a new id, which becomes the name. */
  const enter = (name: string, ask: Partial<Joining> = {}) => {
    group.announce(name, 1_000);
    join(name, ask);
  };
  return { joined, join, enter };
};

/** Syncs by name; a leader assigns to each member its own name. */
const syncing = (group: Group) => {
  const synced: Record<string, Synced | undefined> = {};
  const sync = (member: string, assigned: readonly string[] = []) => {
    synced[member] = undefined;
    const assignments = assigned.map((name) => ({ member: name, assignment: Buffer.from(name) }));
    const { generation } = group;
    const answer = requests.sync(group, { member, generation, assignments });
    const hear = async () => {
      synced[member] = await answer;
    };
    void hear();
  };
  return { synced, sync };
};

/** A group whose members are called by name. */
export const worldOf = (initialDelayMs = 0) => {
  const { clock, move, pending } = handClock();
  let timesEmpty = 0;
  const onEmpty = () => {
    timesEmpty += 1;
  };
  const group = new Group({ clock, initialDelayMs, membersMax: 3, onEmpty });
  const [{ join, ...joins }, { sync, synced }] = [joining(group), syncing(group)];
  /** Lets what was promised arrive. */
  const turn = async () => {
    await new Promise(setImmediate);
  };
  /** A stable group of these members; the first one leads. */
  const stable = async (...names: readonly string[]) => {
    names.forEach((name) => group.announce(name, 1_000));
    names.forEach((name) => join(name));
    move(initialDelayMs);
    names.toReversed().forEach((name) => sync(name, name === group.leader ? names : []));
    await turn();
  };
  const heartbeat = (name: string, generation = group.generation) =>
    requests.heartbeat(group, name, generation);
  const commit = (name: string, generation = group.generation) =>
    requests.commitCheck(group, name, generation);
  const leave = (name: string) => requests.leave(group, name, null);
  const told = () => timesEmpty;
  const asks = { ...joins, join, sync, synced, heartbeat, commit, leave };
  return { group, ...asks, turn, stable, move, pending, told };
};
