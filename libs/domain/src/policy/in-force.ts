import type { Policy, Words, WordsVersion } from './policy';
import { presets } from './presets';

type Dated = { readonly version: number; readonly effectiveAtMs: number };

const highest = <Each extends Dated>(dated: readonly Each[]): Each | undefined =>
  dated.reduce<Each | undefined>(
    (best, each) => (best === undefined || each.version > best.version ? each : best),
    undefined,
  );

const isInForce = ({ effectiveAtMs, retiredAtMs }: Policy, atMs: number): boolean =>
  effectiveAtMs <= atMs && (retiredAtMs === undefined || atMs < retiredAtMs);

/**
 * The policy of a decision: of `policies`, in any order, the highest version that is in force at
 * `atMs` and not retired by then; `presets.seed` when there is none.
 */
export const policyAt = (policies: readonly Policy[], atMs: number): Policy =>
  highest(policies.filter((policy) => isInForce(policy, atMs))) ?? presets.seed;

/** The word lists at `atMs`: of each the newest version in force, in the order of their ids. */
export const wordsAt = (versions: readonly WordsVersion[], atMs: number): Words => {
  const inForce = versions.filter(({ effectiveAtMs }) => effectiveAtMs <= atMs);
  const ids = [...new Set(inForce.map(({ listId }) => listId))].toSorted();
  const lists = ids.flatMap((id) => {
    const newest = highest(inForce.filter(({ listId }) => listId === id));
    return newest ? [{ id, words: newest.words, allow: newest.allow }] : [];
  });
  return { version: highest(inForce)?.version ?? 0, lists };
};
