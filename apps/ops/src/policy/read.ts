import { policies, policyAt, type PolicyEvent, type PolicyState, presets } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { Store } from '../reach';

type Published = Extract<PolicyEvent, { type: 'PolicyPublished' }>['data'];
type WordsPublished = Extract<PolicyEvent, { type: 'WordsPublished' }>['data'];

/** All that the stream `policy` says. */
export type Known = {
  readonly state: PolicyState;
  readonly published: readonly Published[];
  readonly words: readonly WordsPublished[];
};

const { initial, evolve } = policies();

/** What the host itself records changes no policy. */
const isOurs = ({ type }: Recorded): boolean =>
  !['CommandFailed', 'Quarantined', 'QuarantineLifted'].includes(type);

export const knownIn = (recorded: readonly Recorded[]): Known => {
  const events = recorded.filter(isOurs) as unknown as readonly PolicyEvent[];
  return {
    state: events.reduce(evolve, initial),
    published: events.flatMap(({ type, data }) => (type === 'PolicyPublished' ? [data] : [])),
    words: events.flatMap(({ type, data }) => (type === 'WordsPublished' ? [data] : [])),
  };
};

export const readKnown = async ({ read }: Pick<Store, 'read'>): Promise<Known> =>
  knownIn(await read('policy'));

/** `built in` is what counts while nothing else does; `coming` and `retiring` have a time to wait for. */
export type Standing = 'built in' | 'in force' | 'coming' | 'retiring' | 'retired' | 'superseded';

/** A version as operators speak of it. */
export type Version = {
  readonly version: number;
  readonly preset: string;
  readonly standing: Standing;
  readonly effectiveAtMs: number;
  readonly retiredAtMs: number | null;
  readonly publishedBy: string;
  readonly approvedBy: string;
};

const standingOf = (
  {
    version,
    effectiveAtMs,
    retiredAtMs,
  }: Pick<Version, 'version' | 'effectiveAtMs' | 'retiredAtMs'>,
  inForce: number,
  nowMs: number,
): Standing => {
  if (retiredAtMs !== null && retiredAtMs <= nowMs) return 'retired';
  if (retiredAtMs !== null) return 'retiring';
  if (effectiveAtMs > nowMs) return 'coming';
  return version === inForce ? 'in force' : 'superseded';
};

/** Every version, the built-in one first. */
export const versionsOf = ({ state, published }: Known, nowMs: number): readonly Version[] => {
  const { version: inForce } = policyAt(state.policies, nowMs);
  const { version, preset } = presets.seed;
  const nobody = { effectiveAtMs: 0, retiredAtMs: null, publishedBy: '', approvedBy: '' };
  const standing = inForce === version ? 'in force' : 'built in';
  const ours = published.map((each): Version => {
    const { effectiveAtMs, publishedBy, approvedBy } = each;
    const policy = state.policies.find((one) => one.version === each.version);
    const dates = {
      version: each.version,
      effectiveAtMs,
      retiredAtMs: policy?.retiredAtMs ?? null,
    };
    const people = { preset: each.preset, publishedBy, approvedBy };
    return { ...dates, ...people, standing: standingOf(dates, inForce, nowMs) };
  });
  return [{ version, preset, standing, ...nobody }, ...ours];
};
