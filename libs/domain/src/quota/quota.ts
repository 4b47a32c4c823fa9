import type { Message } from '@vestibule/decider';
import type { VolumeWindow } from '../policy/policy';

/** What volume is counted in. */
export type VolumeUnit = VolumeWindow['unit'];

/** What is left of one window; `resetsAtMs`: when the next unit comes back, null while none is used. */
export type VolumeLeft = {
  readonly unit: VolumeUnit;
  readonly per: string;
  readonly left: number;
  readonly resetsAtMs: number | null;
};

/**
 * The answer of a reservation, as it is stored with the send that asked for it. `per` names the
 * full window, `retryAtMs` the earliest moment at which the send fits. `left` is absent in
 * decisions from before volume was reserved.
 */
export type VolumeAnswer =
  | { readonly granted: true; readonly left?: readonly VolumeLeft[] }
  | {
      readonly granted: false;
      readonly per: string;
      readonly retryAtMs: number;
      readonly left?: readonly VolumeLeft[];
    };

/** Which send: the same command id in two conversations is two commands. */
export type SendName = { readonly reservationId: string; readonly conversationId: string };

/** What a send counted as, by its recorded outcome. */
export type CountedSend = SendName & { readonly units: readonly VolumeUnit[] };

/** One unit of each kind for a send that is about to be judged. */
export type VolumeAsk = CountedSend & {
  /** Ingest time of the send. */
  readonly atMs: number;
  /** A verified business has larger windows. */
  readonly business: boolean;
};

export type QuotaCommand =
  | Message<'Reserve', VolumeAsk>
  /** The pair recorded these as counted. */
  | Message<'Confirm', { readonly atMs: number; readonly sends: readonly CountedSend[] }>
  /** The pair recorded something else for these. */
  | Message<'Release', { readonly atMs: number; readonly sends: readonly SendName[] }>
  /** The other person said yes: these sends give their units back. */
  | Message<
      'Refund',
      { readonly atMs: number; readonly conversationId: string; readonly ids: readonly string[] }
    >;

/** These names are stored for ever: add, never rename. */
export type QuotaEvent =
  | Message<
      'QuotaReserved',
      CountedSend & {
        /** Never before the newest reservation: windows do not reopen when a clock goes back. */
        readonly atMs: number;
        readonly policyVersion: number;
        /** The longest window then in force: what is older need not be remembered. */
        readonly keptMs: number;
      }
    >
  | Message<'QuotaConfirmed', { readonly atMs: number; readonly sends: readonly CountedSend[] }>
  | Message<'QuotaReleased', { readonly atMs: number; readonly sends: readonly SendName[] }>
  | Message<
      'QuotaRefunded',
      { readonly atMs: number; readonly conversationId: string; readonly ids: readonly string[] }
    >;

/** One send that holds units, or held some lately. */
export type Reservation = SendName & {
  readonly atMs: number;
  /** What it is charged with; nothing once it was released or refunded. */
  readonly units: readonly VolumeUnit[];
  /** Its outcome is not known here yet. */
  readonly open: boolean;
  readonly refunded: boolean;
};

/** What one account has sent lately, oldest first: open and confirmed sends count alike. */
export type QuotaState = {
  readonly newestAtMs: number;
  readonly reservations: readonly Reservation[];
};
