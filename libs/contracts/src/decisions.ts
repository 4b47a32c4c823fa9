import { AccountFacts, Follows } from './accounts';
import {
  IsAtMs,
  IsCount,
  IsEither,
  IsFlag,
  IsListOf,
  IsOneOf,
  IsOnly,
  IsPart,
  IsText,
  Maybe,
  OrNull,
} from './fields';

/** What one side of a pair may be shown. */
export const views = [
  'blocked',
  'open',
  'pending',
  'declined',
  'expired',
  'request',
  'none',
] as const;
export type View = (typeof views)[number];

/** What a person wrote. Only the two people of the pair read it. */
export class Body {
  @IsText(30_000, 0) readonly text!: string;
  @OrNull() @IsText(512) readonly attachment!: string | null;
}

/** A word list that matched; never which word. */
export class MatchedList {
  @IsText(64) readonly id!: string;
  @IsText(16) readonly action!: string;
}

/** The verdict on a text, made before it is judged. */
export class ContentVerdict {
  @IsListOf(() => MatchedList, 32) readonly lists!: readonly MatchedList[];
  @IsFlag() readonly links!: boolean;
  @IsCount() readonly graphemes!: number;
  @IsCount() readonly bytes!: number;
  @IsFlag() readonly attached!: boolean;
  @IsCount() readonly listsVersion!: number;
}

/** What volume is counted in: first messages to somebody, and messages of requests. */
export const volumeUnits = ['new-recipient', 'request-message'] as const;
export type VolumeUnit = (typeof volumeUnits)[number];

/** What is left of one volume window, the send that is judged included. */
export class VolumeLeft {
  @IsOneOf(volumeUnits) readonly unit!: VolumeUnit;
  /** The window's length: an ISO 8601 duration. */
  @IsText(32) readonly per!: string;
  @IsCount() readonly left!: number;
  /** When the next unit comes back; null while none is used. */
  @OrNull() @IsAtMs() readonly resetsAtMs!: number | null;
}

/** There was room in every volume window. */
class VolumeGranted {
  @IsOnly(true) readonly granted!: true;
  /** Absent in decisions from before volume was reserved. */
  @Maybe() @IsListOf(() => VolumeLeft, 16) readonly left?: readonly VolumeLeft[];
}

/** A volume window was full. */
class VolumeDenied {
  @IsOnly(false) readonly granted!: false;
  /** The window that is full: an ISO 8601 duration. */
  @IsText(32) readonly per!: string;
  @IsAtMs() readonly retryAtMs!: number;
  @Maybe() @IsListOf(() => VolumeLeft, 16) readonly left?: readonly VolumeLeft[];
}

/** All that a decision was judged by, stored with it. */
export class Facts {
  @IsPart(() => AccountFacts) readonly actor!: AccountFacts;
  @IsPart(() => AccountFacts) readonly other!: AccountFacts;
  @IsPart(() => Follows) readonly follows!: Follows;
  /** The answer of the volume reservation; null when none was needed. */
  @OrNull()
  @IsEither(() => VolumeGranted, () => VolumeDenied)
  readonly volume!: VolumeGranted | VolumeDenied | null;
  /** Only for `SendMessage`. */
  @OrNull() @IsPart(() => ContentVerdict) readonly content!: ContentVerdict | null;
}
