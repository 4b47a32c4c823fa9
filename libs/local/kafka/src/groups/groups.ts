import type { Clock } from '../clock';
import { errors } from '../errors';
import { Group } from './group';
import { type Joined, type Joining, joinRefusal } from './member';
import type { Offsets } from './offsets';
import { commitCheck, join } from './requests';

export type GroupsOptions = {
  readonly clock: Clock;
  readonly initialDelayMs: number;
  readonly sessionMinMs: number;
};

const sessionMaxMs = 1_800_000;
const groupsMax = 1_000;
const membersMax = 250;

/** All groups of the server: those with members, and those with nothing but offsets. */
export class Groups {
  private readonly live = new Map<string, Group>();

  constructor(
    private readonly options: GroupsOptions,
    private readonly offsets: Offsets,
  ) {}

  get(id: string): Group | undefined {
    return this.live.get(id);
  }

  ids(): readonly string[] {
    return [...new Set([...this.live.keys(), ...this.offsets.groupIds()])];
  }

  /** A refused request leaves no group behind. */
  join(id: string, ask: Joining): Joined | Promise<Joined> {
    const refuse = (error: number) => joinRefusal(error, ask.member);
    if (id === '') return refuse(errors.INVALID_GROUP_ID);
    if (ask.sessionMs < this.options.sessionMinMs || ask.sessionMs > sessionMaxMs)
      return refuse(errors.INVALID_SESSION_TIMEOUT);
    const known = this.live.get(id);
    if (!known && this.live.size >= groupsMax) return refuse(errors.COORDINATOR_NOT_AVAILABLE);
    const group = known ?? this.make(id);
    const answer = join(group, ask);
    const isIn = answer instanceof Promise || answer.error === errors.MEMBER_ID_REQUIRED;
    if (!known && isIn) this.live.set(id, group);
    return answer;
  }

  commitRefusal(id: string, member: string, generation: number): number {
    if (id === '') return errors.INVALID_GROUP_ID;
    const group = this.live.get(id);
    if (group) return commitCheck(group, member, generation);
    if (generation < 0) return errors.NONE;
    return this.offsets.allOf(id).length > 0 ? errors.UNKNOWN_MEMBER_ID : errors.ILLEGAL_GENERATION;
  }

  /** Only while nobody is in it. */
  delete(id: string): number {
    if (!this.ids().includes(id)) return errors.GROUP_NOT_FOUND;
    const group = this.live.get(id);
    if (group && group.state !== 'Empty') return errors.NON_EMPTY_GROUP;
    if (!this.offsets.forgetGroup(id)) return errors.NOT_COORDINATOR;
    group?.stop();
    this.live.delete(id);
    return errors.NONE;
  }

  close(): void {
    this.live.forEach((group) => group.stop());
  }

  private make(id: string): Group {
    const { clock, initialDelayMs } = this.options;
    const group: Group = new Group({
      clock,
      initialDelayMs,
      membersMax,
      // Its offsets stay; without any, the group is gone, and its generation with it.
      onEmpty: () => {
        if (this.live.get(id) === group && this.offsets.allOf(id).length === 0)
          this.live.delete(id);
      },
    });
    return group;
  }
}
