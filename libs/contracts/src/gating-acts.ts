import { AskedImport, AskedRemove, AskedReport, AskedUnsend, AskedVoid } from './asked';
import { type View, views } from './decisions';
import {
  IsAtMs,
  IsCount,
  IsFlag,
  IsId,
  IsListOfIds,
  IsOneOf,
  IsPart,
  IsText,
  OrNull,
} from './fields';
import { type ReportReason, reportReasons } from './reasons';

/** A person took an own message back. Its slot stays used. */
export class MessageUnsent {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedUnsend) readonly asked!: AskedUnsend;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsId() readonly messageId!: string;
  /** Whether the other person had it; their author may not know. */
  @IsFlag() readonly wasShown!: boolean;
}

/** An operator took a message away from both. Its slot stays used. */
export class MessageRemoved {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedRemove) readonly asked!: AskedRemove;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly from!: string;
  @IsId() readonly to!: string;
  @IsId() readonly messageId!: string;
  @IsText(200) readonly ground!: string;
  @IsText(64) readonly operator!: string;
}

/** A person reported the other one. It changes nothing by itself. */
export class AccountReported {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedReport) readonly asked!: AskedReport;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsOneOf(reportReasons) readonly reason!: ReportReason;
  @IsListOfIds(20) readonly messageIds!: readonly string[];
  @OrNull() @IsOneOf(['decline', 'block']) readonly also!: 'decline' | 'block' | null;
}

/** An operator took back the consent of both. Blocks, refusals and counts stay. */
export class ConsentVoided {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedVoid) readonly asked!: AskedVoid;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsText(200) readonly ground!: string;
  @IsText(64) readonly operator!: string;
}

/** An operator brought along that the two had a chat elsewhere. A no that stands here stays. */
export class ConsentImported {
  @IsAtMs() readonly atMs!: number;
  @IsCount() readonly policyVersion!: number;
  @IsPart(() => AskedImport) readonly asked!: AskedImport;
  @IsOneOf(views) readonly view!: View;
  @IsId() readonly by!: string;
  @IsId() readonly to!: string;
  @IsText(128) readonly sourceId!: string;
  @IsText(64) readonly operator!: string;
}
