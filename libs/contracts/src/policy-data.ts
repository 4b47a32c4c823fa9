import { messageKinds, type MessageKind } from './dm-commands';
import {
  IsAmount,
  IsCount,
  IsFlag,
  IsListOf,
  IsListOfOneOf,
  IsListOfRegions,
  IsOneOf,
  IsPart,
  IsText,
  OrNull,
} from './fields';

const daysMax = 36_500;

class AgePolicy {
  @IsOneOf(['16-17', '18plus']) readonly minimumBand!: '16-17' | '18plus';
}

class RequestPolicy {
  @IsCount(0, 1_000) readonly limit!: number;
  @IsFlag() readonly grandfather!: boolean;
  @IsListOfOneOf(messageKinds, 16) readonly allow!: readonly MessageKind[];
  @IsOneOf(['inert', 'refuse', 'live']) readonly links!: 'inert' | 'refuse' | 'live';
  @IsOneOf(['request', 'inbox']) readonly strangers!: 'request' | 'inbox';
  @IsOneOf(['sink', 'refuse']) readonly declineMode!: 'sink' | 'refuse';
  @OrNull() @IsCount(0, daysMax) readonly ttlDays!: number | null;
  @OrNull() @IsCount(0, daysMax) readonly retryAfterDays!: number | null;
}

class RelationPolicy {
  @IsFlag() readonly senderMustFollow!: boolean;
  @IsCount(0, daysMax) readonly senderFollowMustAgeDays!: number;
  @IsOneOf(['request', 'restore']) readonly afterUnblock!: 'request' | 'restore';
  @IsOneOf(['if-followed', 'as-others']) readonly adultsToTeens!: 'if-followed' | 'as-others';
}

const units = ['new-recipient', 'request-message'] as const;

class VolumeWindow {
  @IsOneOf(units) readonly unit!: (typeof units)[number];
  /** An ISO 8601 duration, such as `P1D`; the rules check that it is one. */
  @IsText(32) readonly per!: string;
  @IsCount(0, 1_000_000) readonly max!: number;
}

class VolumePolicy {
  @IsListOf(() => VolumeWindow, 16) readonly windows!: readonly VolumeWindow[];
  @IsFlag() readonly refundOnAccept!: boolean;
}

class DoorPolicy {
  @IsCount(0, 100_000) readonly attemptsPerMinute!: number;
}

class ReplyWindow {
  @IsCount(0, 100_000) readonly hours!: number;
  @IsCount(0, 100_000) readonly messages!: number;
}

class BusinessPolicy {
  @IsCount(0, 1_000) readonly limit!: number;
  @IsAmount(0, 1_000) readonly volumeFactor!: number;
  @OrNull() @IsPart(() => ReplyWindow) readonly window!: ReplyWindow | null;
}

class FormPolicy {
  @IsCount(0, 30_000) readonly graphemes!: number;
  @IsCount(0, 120_000) readonly bytes!: number;
}

const actions = ['refuse', 'hide', 'mask', 'flag'] as const;

class ContentList {
  @IsText(64) readonly id!: string;
  @IsOneOf(actions) readonly action!: (typeof actions)[number];
  @IsOneOf(['always', 'request']) readonly when!: 'always' | 'request';
}

class ContentPolicy {
  @IsListOf(() => ContentList, 32) readonly lists!: readonly ContentList[];
}

class PlacementPolicy {
  @OrNull() @IsCount(0, 1_000_000) readonly newRequestsPerDay!: number | null;
  @IsCount(0, daysMax) readonly hideAccountsYoungerThanDays!: number;
}

class UnsendPolicy {
  @IsCount(0, 1_000) readonly withinHours!: number;
}

class ReceiptsPolicy {
  @IsListOfRegions(300) readonly regionsOff!: readonly string[];
}

class AnalyticsPolicy {
  @IsCount(0, 1_000_000) readonly minimumGroup!: number;
  @IsCount(0, 100_000) readonly delayHours!: number;
}

/** Every number and switch of the rules. Which values make sense together, the rules say. */
export class PolicyData {
  @IsPart(() => AgePolicy) readonly age!: AgePolicy;
  @IsFlag() readonly phoneRequired!: boolean;
  @IsPart(() => RequestPolicy) readonly request!: RequestPolicy;
  @IsPart(() => RelationPolicy) readonly relation!: RelationPolicy;
  @IsPart(() => VolumePolicy) readonly volume!: VolumePolicy;
  @IsPart(() => DoorPolicy) readonly door!: DoorPolicy;
  @IsPart(() => BusinessPolicy) readonly business!: BusinessPolicy;
  @IsPart(() => FormPolicy) readonly form!: FormPolicy;
  @IsPart(() => ContentPolicy) readonly content!: ContentPolicy;
  @IsPart(() => PlacementPolicy) readonly placement!: PlacementPolicy;
  @IsPart(() => UnsendPolicy) readonly unsend!: UnsendPolicy;
  @IsPart(() => ReceiptsPolicy) readonly receipts!: ReceiptsPolicy;
  @IsPart(() => AnalyticsPolicy) readonly analytics!: AnalyticsPolicy;
}
