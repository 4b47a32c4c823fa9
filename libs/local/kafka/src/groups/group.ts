import { errors } from '../errors';
import {
  type GroupOptions,
  type Joined,
  type Member,
  type State,
  type Synced,
  type Syncing,
  joinRefusal,
  metadataOf,
  nothing,
  patienceMs,
  vote,
} from './member';

/** The members of one group, and the rounds in which they agree on who reads what. */
export class Group {
  state: State = 'Empty';
  generation = 0;
  protocolType = '';
  protocol = '';
  leader = '';
  readonly members = new Map<string, Member>();
  /** Ids given out that have not joined yet, each with the cancel of its deadline. */
  readonly announced = new Map<string, () => void>();
  private stopRebalance = () => {};
  /** The first join of an empty group waits for more, whoever has joined already. */
  private gathering = false;
  private sizeSeen = 0;

  constructor(private readonly options: GroupOptions) {}

  /** Adds somebody, or takes a known member's new protocols; a round begins or goes on. */
  enter(member: Member): Promise<Joined> {
    this.members.set(member.id, member);
    member.onJoined?.(joinRefusal(errors.UNKNOWN_MEMBER_ID, member.id));
    const joined = new Promise<Joined>((resolve) => {
      member.onJoined = resolve;
    });
    this.touch(member);
    if (this.state !== 'PreparingRebalance') this.prepare();
    this.advance();
    return joined;
  }

  private prepare(): void {
    const isFirst = this.state === 'Empty';
    this.state = 'PreparingRebalance';
    this.tellSynced(() => ({ error: errors.REBALANCE_IN_PROGRESS, assignment: nothing }));
    this.stopRebalance();
    const limitMs = this.longestPatienceMs();
    if (isFirst && this.options.initialDelayMs > 0) this.gather(limitMs);
    else this.stopRebalance = this.options.clock.after(limitMs, () => this.complete());
  }

  private gather(leftMs: number): void {
    const { clock, initialDelayMs } = this.options;
    this.gathering = true;
    this.sizeSeen = this.members.size;
    const delayMs = Math.min(initialDelayMs, leftMs);
    this.stopRebalance = clock.after(delayMs, () => {
      if (this.members.size > this.sizeSeen && leftMs > delayMs)
        return this.gather(leftMs - delayMs);
      this.gathering = false;
      this.stopRebalance = clock.after(leftMs - delayMs, () => this.complete());
      this.advance();
    });
  }

  /** Makes everybody join again; false if there is nobody, or they do so already. */
  rebalance(): boolean {
    const isSettled = this.state === 'Stable' || this.state === 'CompletingRebalance';
    if (isSettled) this.prepare();
    return isSettled;
  }

  /** Goes on if nobody has to be waited for. */
  advance(): void {
    if (this.gathering || this.announced.size > 0) return;
    if (this.state === 'Empty') return this.options.onEmpty();
    const isWaiting = this.state === 'PreparingRebalance';
    if (isWaiting && [...this.members.values()].every(({ onJoined }) => onJoined)) this.complete();
  }

  private complete(): void {
    this.stopRebalance();
    this.members.forEach((member) => member.onJoined ?? this.drop(member));
    this.generation += 1;
    if (!this.members.has(this.leader)) this.leader = [...this.members.keys()][0] ?? '';
    this.protocol = vote([...this.members.values()]);
    this.state = this.members.size > 0 ? 'CompletingRebalance' : 'Empty';
    if (this.state === 'Empty') return this.advance();

    for (const member of this.members.values()) {
      const tell = member.onJoined;
      Object.assign(member, { onJoined: undefined, assignment: nothing });
      this.touch(member);
      tell?.(this.joinedAs(member));
    }
    this.stopRebalance = this.options.clock.after(this.longestPatienceMs(), () => {
      this.members.forEach((member) => member.onSynced ?? this.drop(member));
      this.prepare();
      this.advance();
    });
  }

  settle(assignments: Syncing['assignments']): void {
    assignments.forEach(({ member, assignment }) => {
      const assigned = this.members.get(member);
      if (assigned) assigned.assignment = assignment;
    });
    this.stopRebalance();
    this.state = 'Stable';
    this.tellSynced(({ assignment }) => ({ error: errors.NONE, assignment }));
  }

  private tellSynced(answer: (member: Member) => Synced): void {
    for (const member of this.members.values()) {
      const tell = member.onSynced;
      if (!tell) continue;
      member.onSynced = undefined;
      this.touch(member);
      tell(answer(member));
    }
  }

  joinedAs(member: Member): Joined {
    const { generation, protocol, leader } = this;
    const members = [...this.members.values()].map((other) => ({
      id: other.id,
      instance: other.instance,
      metadata: metadataOf(other, protocol),
    }));
    const told = member.id === leader ? members : [];
    return { error: errors.NONE, generation, protocol, leader, member: member.id, members: told };
  }

  private longestPatienceMs(): number {
    return Math.max(0, ...[...this.members.values()].map(patienceMs));
  }

  /** Starts the session anew; it does not run while the member waits for an answer. */
  touch(member: Member): void {
    member.stopSession();
    if (member.onJoined || member.onSynced) return;
    member.stopSession = this.options.clock.after(member.sessionMs, () => this.remove(member));
  }

  remove(member: Member): void {
    this.drop(member);
    member.onJoined?.(joinRefusal(errors.UNKNOWN_MEMBER_ID, member.id));
    member.onSynced?.({ error: errors.UNKNOWN_MEMBER_ID, assignment: nothing });
    this.rebalance();
    this.advance();
  }

  private drop(member: Member): void {
    member.stopSession();
    this.members.delete(member.id);
  }

  get isFull(): boolean {
    return this.members.size + this.announced.size >= this.options.membersMax;
  }

  /** Gives out an id; until its owner joins with it, or the time is over, a round waits. */
  announce(id: string, withinMs: number): void {
    const lapse = () => {
      this.forget(id);
      this.advance();
    };
    this.announced.set(id, this.options.clock.after(withinMs, lapse));
  }

  forget(id: string): void {
    this.announced.get(id)?.();
    this.announced.delete(id);
  }

  stop(): void {
    this.stopRebalance();
    this.announced.forEach((cancel) => cancel());
    this.members.forEach((member) => member.stopSession());
    this.state = 'Dead';
  }
}
