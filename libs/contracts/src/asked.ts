import { Facts } from './decisions';
import { type MessageKind, messageKinds } from './dm-commands';
import { IsAtMs, IsCommandId, IsFlag, IsId, IsOneOf, IsPart, OrNull } from './fields';

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
  | AskedUnblock;
