import { type SettableStanding, type Setting, settableStandings, settings } from './accounts';
import { days } from './days';
import { IsDay, IsFlag, IsId, IsOneOf, IsRegion, IsText, Maybe } from './fields';
import { topic } from './topic';

/** Makes an account; `actor` is its id, chosen by the asker. */
export class RegisterAccount {
  @IsId() readonly actor!: string;
  @IsText(100) readonly name!: string;
  /** YYYY-MM-DD. Never leaves identity. */
  @IsDay() readonly birthDate!: string;
  @IsRegion() readonly region!: string;
}

/** Attaches a phone number that the verification service vouches for. */
export class ConfirmPhone {
  @IsId() readonly actor!: string;
  /** The keyed hash by which the verification service names the number. Never leaves identity. */
  @IsText(200) readonly phoneKey!: string;
}

/** Detaches the phone number; sending stops until another is confirmed. */
export class RemovePhone {
  @IsId() readonly actor!: string;
}

/** Only the settings named change. */
export class ChangeSettings {
  @IsId() readonly actor!: string;
  /** Who may message me. */
  @Maybe() @IsOneOf(settings) readonly setting?: Setting;
  /** Whether read receipts are given and got. */
  @Maybe() @IsFlag() readonly receipts?: boolean;
  /** Whether verified businesses may write. */
  @Maybe() @IsFlag() readonly takesBusiness?: boolean;
}

/** Follows `other` from now on. */
export class Follow {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Follows `other` no longer. */
export class Unfollow {
  @IsId() readonly actor!: string;
  @IsId() readonly other!: string;
}

/** Gives or takes the mark of a verified business. */
export class SetVerification {
  @IsId() readonly actor!: string;
  @IsFlag() readonly business!: boolean;
}

/** Suspends, deactivates or reinstates the account. */
export class SetStanding {
  @IsId() readonly actor!: string;
  @IsOneOf(settableStandings) readonly standing!: SettableStanding;
}

/** Replaces a birth date that was wrong; for services that have seen a proof. */
export class CorrectBirthDate {
  @IsId() readonly actor!: string;
  /** YYYY-MM-DD. Never leaves identity. */
  @IsDay() readonly birthDate!: string;
}

/** Deletes the account for good. */
export class DeleteAccount {
  @IsId() readonly actor!: string;
}

/** What services and the gateway ask about one account; answered on `identity.events.v1`. */
export const identityCommands = topic({
  name: 'identity.commands.v1',
  key: 'account',
  writers: ['gateway', 'services'],
  readers: ['identity'],
  audience: 'restricted',
  partitions: 6,
  retentionMs: days(7),
  logAppendTime: true,
  strict: true,
  coordinates: false,
  messages: {
    RegisterAccount,
    ConfirmPhone,
    RemovePhone,
    ChangeSettings,
    Follow,
    Unfollow,
    SetVerification,
    SetStanding,
    CorrectBirthDate,
    DeleteAccount,
  },
});

/** A command of an account, by name. */
export const accountCommandNames = [
  'RegisterAccount',
  'ConfirmPhone',
  'RemovePhone',
  'ChangeSettings',
  'Follow',
  'Unfollow',
  'SetVerification',
  'SetStanding',
  'CorrectBirthDate',
  'DeleteAccount',
] as const satisfies readonly (keyof typeof identityCommands.messages)[];
export type AccountCommandName = (typeof accountCommandNames)[number];
