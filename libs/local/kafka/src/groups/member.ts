import type { Clock } from '../clock';
import type { AnsweredOf, AskedOf } from '../wire/api';
import type * as schemas from '../wire/group-schemas';

type Asked = Omit<AskedOf<typeof schemas.joinGroup>, 'group'>;
export type Joining = Asked & {
  readonly clientId: string;
  readonly host: string;
  /** The client understands that it must ask for its id first (version 4 and later). */
  readonly asksForId: boolean;
};
export type Joined = AnsweredOf<typeof schemas.joinGroup>;
export type Protocol = Asked['protocols'][number];
export type Syncing = Omit<AskedOf<typeof schemas.syncGroup>, 'group' | 'instance'>;
export type Synced = AnsweredOf<typeof schemas.syncGroup>;

export type State = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

export type Member = {
  readonly id: string;
  readonly instance: string | null;
  readonly clientId: string;
  readonly host: string;
  sessionMs: number;
  rebalanceMs: number;
  protocols: readonly Protocol[];
  assignment: Buffer;
  /** Answers the join, or the sync, that this member waits for. */
  onJoined: ((answer: Joined) => void) | undefined;
  onSynced: ((answer: Synced) => void) | undefined;
  stopSession: () => void;
};

export type GroupOptions = {
  readonly clock: Clock;
  /** How long the first join of an empty group waits for others. */
  readonly initialDelayMs: number;
  readonly membersMax: number;
  /** Called when nobody is left, neither member nor announced. */
  readonly onEmpty: () => void;
};

export const nothing = Buffer.alloc(0);

export const joinRefusal = (error: number, member: string): Joined => ({
  error,
  generation: -1,
  protocol: '',
  leader: '',
  member,
  members: [],
});

export const hasProtocol = ({ protocols }: Pick<Member, 'protocols'>, name: string) =>
  protocols.some((protocol) => protocol.name === name);
export const metadataOf = ({ protocols }: Member, name: string) =>
  protocols.find((protocol) => protocol.name === name)?.metadata ?? nothing;
export const isSame = (a: readonly Protocol[], b: readonly Protocol[]) =>
  a.length === b.length &&
  a.every(({ name, metadata }, i) => name === b[i]?.name && metadata.equals(b[i].metadata));
/** A rebalance timeout of 0 would drop everybody at once. */
export const patienceMs = ({ rebalanceMs, sessionMs }: Member) =>
  rebalanceMs > 0 ? rebalanceMs : sessionMs;

/** The group's vote: of the protocols all know, the one that most members like best. */
export const vote = (members: readonly Member[]): string => {
  const isCommon = ({ name }: Protocol) => members.every((member) => hasProtocol(member, name));
  const votes = new Map<string, number>();
  for (const { protocols } of members) {
    const name = protocols.find(isCommon)?.name ?? '';
    votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  return [...votes].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '';
};
