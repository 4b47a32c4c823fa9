import type { FollowEdges } from './account';

const drawerOf = (other: string): string => other.slice(0, 2);

/** Since when an account follows another one; null where it does not. */
export const followsSinceMs = (follows: FollowEdges, other: string): number | null =>
  follows[drawerOf(other)]?.[other] ?? null;

/** The edges with one more. */
export const withFollow = (follows: FollowEdges, other: string, sinceAtMs: number): FollowEdges => {
  const drawer = drawerOf(other);
  return { ...follows, [drawer]: { ...follows[drawer], [other]: sinceAtMs } };
};

/** The edges without one. */
export const withoutFollow = (follows: FollowEdges, other: string): FollowEdges => {
  const drawer = drawerOf(other);
  const kept = Object.entries(follows[drawer] ?? {}).filter(([id]) => id !== other);
  if (kept.length > 0) return { ...follows, [drawer]: Object.fromEntries(kept) };
  return Object.fromEntries(Object.entries(follows).filter(([name]) => name !== drawer));
};
