import type { Position, Recorded } from '@vestibule/streams';

/** Hears a service's events and those of its reservations, in log order, from the relay. */
export type Settler = {
  /** `before`: the place before the first of them. At least once; a repeat follows a restart. */
  readonly see: (events: readonly Recorded[], before: Position | null) => void;
  /** Told every second: closes what is due. Rejects when it could not; it is asked again. */
  readonly work: () => Promise<void>;
  /** Everything up to here is closed, when everything up to `seen` was heard. */
  readonly settledBefore: (seen: Position | null) => Position | null;
};
