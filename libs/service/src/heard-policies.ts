import type { Coordinates } from '@vestibule/contracts';
import { initialPolicies, inForce, nextPolicies, type InForce } from './policies';

/** An event of the policy as its topic tells it. */
type HeardEvent = {
  readonly type: string;
  readonly data: object;
  readonly coordinates?: Coordinates;
};

/** What is in force, for a process without the store. */
export type HeardPolicies = InForce & { readonly hear: (event: HeardEvent) => void };

/**
 * What is in force as told by `policy.events.v1`, heard from its beginning. Good enough for texts and
 * for the door, never for decisions: a topic may be late (`policies` follows the stream itself).
 * An event that comes again changes nothing.
 */
export const heardPolicies = (): HeardPolicies => {
  let state = initialPolicies;
  let newest = -1;
  let now = inForce(state);
  return {
    policyAt: (atMs) => now.policyAt(atMs),
    wordsAt: (atMs) => now.wordsAt(atMs),
    hear: ({ type, data, coordinates }) => {
      if (!coordinates || coordinates.revision <= newest || type === 'Unspoken') return;
      newest = coordinates.revision;
      state = nextPolicies(state, { type, data, revision: newest });
      now = inForce(state);
    },
  };
};
