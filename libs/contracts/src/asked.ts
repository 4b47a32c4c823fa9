import { Facts } from './decisions';
import { type MessageKind, messageKinds } from './dm-commands';
import {
  IsAtMs,
  IsCommandId,
  IsFlag,
  IsId,
  IsListOfIds,
  IsOneOf,
  IsPart,
  IsText,
  OrNull,
} from './fields';
import { type ReportReason, reportReasons } from './reasons';

/** A send as it was judged: the command without its text. */
export class AskedSend {
  @IsOneOf(['SendMessage']) readonly command!: 'SendMessage';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsOneOf(messageKinds) readonly kind!: MessageKind;
  @IsFlag() readonly automated!: boolean;
}

/** An accept as it was judged. */
export class AskedAccept {
  @IsOneOf(['AcceptRequest']) readonly command!: 'AcceptRequest';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @OrNull() @IsId() readonly upTo!: string | null;
  @OrNull() @IsId() readonly bulkId!: string | null;
}

/** A decline as it was judged. */
export class AskedDecline {
  @IsOneOf(['DeclineRequest']) readonly command!: 'DeclineRequest';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @OrNull() @IsId() readonly upTo!: string | null;
  @OrNull() @IsId() readonly bulkId!: string | null;
  @IsOneOf(['decline', 'delete']) readonly how!: 'decline' | 'delete';
}

/** A restore as it was judged. */
export class AskedRestore {
  @IsOneOf(['RestoreRequest']) readonly command!: 'RestoreRequest';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @OrNull() @IsId() readonly bulkId!: string | null;
}

/** An unsend as it was judged. */
export class AskedUnsend {
  @IsOneOf(['UnsendMessage']) readonly command!: 'UnsendMessage';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsId() readonly messageId!: string;
}

/** A report as it was judged. */
export class AskedReport {
  @IsOneOf(['ReportAccount']) readonly command!: 'ReportAccount';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsOneOf(reportReasons) readonly reason!: ReportReason;
  @IsListOfIds(20) readonly messageIds!: readonly string[];
  @OrNull() @IsOneOf(['decline', 'block']) readonly also!: 'decline' | 'block' | null;
}

/** A removal by an operator as it was judged. */
export class AskedRemove {
  @IsOneOf(['RemoveMessage']) readonly command!: 'RemoveMessage';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsText(64) readonly operator!: string;
  @IsId() readonly messageId!: string;
  @IsText(200) readonly ground!: string;
}

/** An annulment by an operator as it was judged. */
export class AskedVoid {
  @IsOneOf(['VoidConsent']) readonly command!: 'VoidConsent';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsText(64) readonly operator!: string;
  @IsText(200) readonly ground!: string;
}

/** An import by an operator as it was judged. */
export class AskedImport {
  @IsOneOf(['ImportConsent']) readonly command!: 'ImportConsent';
  @IsCommandId() readonly commandId!: string;
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsPart(() => Facts) readonly facts!: Facts;
  @IsText(64) readonly operator!: string;
  @IsText(128) readonly sourceId!: string;
}

/** The four commands that name a pair and nothing else. */
const askedPlainly = <const Command extends string>(name: Command) => {
  class Asked {
    @IsOneOf([name]) readonly command!: Command;
    @IsCommandId() readonly commandId!: string;
    @IsId() readonly actor!: string;
    @IsId() readonly other!: string;
    @IsAtMs() readonly issuedAtMs!: number;
    @IsPart(() => Facts) readonly facts!: Facts;
  }
  // The name tells the four apart in documents.
  Object.defineProperty(Asked, 'name', { value: `Asked${name}` });
  return Asked;
};

export const AskedWithdraw = askedPlainly('WithdrawRequest');
export type AskedWithdraw = InstanceType<typeof AskedWithdraw>;
export const AskedRevoke = askedPlainly('RevokeConsent');
export type AskedRevoke = InstanceType<typeof AskedRevoke>;
export const AskedBlock = askedPlainly('BlockAccount');
export type AskedBlock = InstanceType<typeof AskedBlock>;
export const AskedUnblock = askedPlainly('UnblockAccount');
export type AskedUnblock = InstanceType<typeof AskedUnblock>;

/** Any command of a pair but a send, as it was judged. */
export type AskedOther =
  | AskedAccept
  | AskedDecline
  | AskedRestore
  | AskedWithdraw
  | AskedRevoke
  | AskedBlock
  | AskedUnblock
  | AskedUnsend
  | AskedReport
  | AskedRemove
  | AskedVoid
  | AskedImport;
