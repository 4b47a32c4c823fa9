import {
  type Band,
  FollowFacts,
  type SettableStanding,
  type Setting,
  bands,
  settableStandings,
  settings,
} from './accounts';
import { days } from './days';
import { IsAtMs, IsCommandId, IsFlag, IsId, IsOneOf, IsPart, IsRegion, IsText } from './fields';
import { hostEvents } from './host-events';
import { type AccountCommandName, accountCommandNames } from './identity-commands';
import { type AccountReason, accountReasons } from './reasons';
import { topic } from './topic';

/** An account exists. Without the birth date: others learn age bands only, inside facts. */
export class AccountRegistered {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsText(100) readonly name!: string;
  @IsRegion() readonly region!: string;
  @IsOneOf(settings) readonly setting!: Setting;
}

/** A phone number is attached now; its key stays with identity. */
export class PhoneConfirmed {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
}

/** No phone number is attached any more. */
export class PhoneRemoved {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
}

/** All three settings as they are from now on. */
export class SettingsChanged {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(settings) readonly setting!: Setting;
  @IsFlag() readonly receipts!: boolean;
  @IsFlag() readonly takesBusiness!: boolean;
}

/** The account follows `other` since `sinceAtMs`. */
export class Followed {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsId() readonly other!: string;
  @IsAtMs() readonly sinceAtMs!: number;
  @IsPart(() => FollowFacts) readonly facts!: FollowFacts;
}

/** The account follows `other` no longer. */
export class Unfollowed {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsId() readonly other!: string;
}

/** Whether the account is a verified business from now on. */
export class VerificationSet {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsFlag() readonly business!: boolean;
}

/** What the account may do from now on. */
export class StandingSet {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(settableStandings) readonly standing!: SettableStanding;
}

/** The birth date was wrong; band and setting as they are from now on. The date stays with identity. */
export class BirthDateCorrected {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(bands) readonly band!: Band;
  @IsOneOf(settings) readonly setting!: Setting;
}

/** A birthday that matters was noticed at `atMs`. It answers no command and changes no setting. */
export class AgeBandReached {
  @IsAtMs() readonly atMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(bands) readonly band!: Band;
}

/** The account is gone for good. */
export class AccountDeleted {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
}

/** Nothing had to change: the state asked for was there already. */
export class AccountUnchanged {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(accountCommandNames) readonly command!: AccountCommandName;
}

/** The command was refused. */
export class AccountCommandRefused {
  @IsAtMs() readonly atMs!: number;
  @IsCommandId() readonly commandId!: string;
  @IsAtMs() readonly issuedAtMs!: number;
  @IsId() readonly accountId!: string;
  @IsOneOf(accountCommandNames) readonly command!: AccountCommandName;
  @IsOneOf(accountReasons) readonly reason!: AccountReason;
}

/** What became of every account command, and birthdays that matter. */
export const identityEvents = topic({
  name: 'identity.events.v1',
  key: 'account',
  writers: ['identity'],
  readers: ['gating', 'gateway', 'services'],
  audience: 'services',
  partitions: 6,
  retentionMs: days(30),
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: {
    AccountRegistered,
    PhoneConfirmed,
    PhoneRemoved,
    SettingsChanged,
    Followed,
    Unfollowed,
    VerificationSet,
    StandingSet,
    BirthDateCorrected,
    AgeBandReached,
    AccountDeleted,
    AccountUnchanged,
    AccountCommandRefused,
    ...hostEvents,
  },
});
