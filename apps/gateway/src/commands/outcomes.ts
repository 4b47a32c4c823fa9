import { bounded } from '@vestibule/service';
import type { Outcome } from './outcome';

/** Whose command: an id is of no use to anybody but its actor. */
export type Whose = { readonly actor: string; readonly commandId: string };

/** An outcome; the fingerprint only where this process has asked. */
type Known = { readonly outcome: Outcome; readonly fingerprint: string | undefined };

export type Outcomes = {
  readonly find: (whose: Whose) => Known | undefined;
  /** The first outcome told of a command stays. */
  readonly keep: (outcome: Outcome, fingerprint: string | undefined) => void;
  readonly size: () => number;
};

export const keyOf = ({ actor, commandId }: Whose): string => `${actor}/${commandId}`;

/** The outcomes heard lately: at most `keptMax`, those not asked for longest go first. */
export const outcomes = (keptMax: number): Outcomes => {
  const kept = bounded<Known>(keptMax);
  return {
    find: (whose) => kept.get(keyOf(whose)),
    keep: (outcome, fingerprint) => {
      const key = keyOf(outcome);
      if (!kept.has(key)) kept.set(key, { outcome, fingerprint });
    },
    size: () => kept.size,
  };
};
