import {
  type AccountCommandName,
  type AccountReason,
  type CommandDecided,
  type deliveryEvents,
  type dmOutcomes,
  type identityEvents,
  type MessageOn,
  type notificationsEvents,
  textOf,
} from '@vestibule/contracts';
import { inboxOutcome, noticeOutcome, type OwnReason } from './own-outcome';

/** What became of a command, as its actor may read it. */
export type Outcome = Omit<CommandDecided, 'command' | 'code'> & {
  readonly command: string;
  readonly code?: CommandDecided['code'] | AccountReason | OwnReason;
};

type AccountEvent = MessageOn<typeof identityEvents>;
type Of<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** Everything in which outcomes stand. */
export type Heard =
  | AccountEvent
  | MessageOn<typeof dmOutcomes>
  | MessageOn<typeof deliveryEvents>
  | MessageOn<typeof notificationsEvents>;

const texts: Readonly<Record<AccountReason, string>> = {
  ALREADY_REGISTERED: 'This account is there already.',
  NO_SUCH_ACCOUNT: 'There is no such account.',
  ACCOUNT_DELETED: 'This account was deleted.',
  INVALID_BIRTH_DATE: 'There is no such day of birth.',
  PHONE_RECENTLY_USED: 'This phone number was used for another account lately.',
  CANNOT_FOLLOW_SELF: "You can't follow yourself.",
  FOLLOWEE_UNKNOWN: 'There is no such account to follow.',
};

type AccountAnswer = Pick<Of<'AccountUnchanged'>, 'commandId' | 'accountId'>;

const done = ({ commandId, accountId }: AccountAnswer, command: AccountCommandName): Outcome => ({
  commandId,
  command,
  actor: accountId,
  result: 'done',
});

const unchanged = ({ commandId, accountId, command }: Of<'AccountUnchanged'>): Outcome => ({
  commandId,
  command,
  actor: accountId,
  result: 'unchanged',
  code: 'ALREADY_SO',
});

const refused = (data: Of<'AccountCommandRefused'>): Outcome => ({
  commandId: data.commandId,
  command: data.command,
  actor: data.accountId,
  result: 'refused',
  code: data.reason,
  text: texts[data.reason],
});

/** Our own code failed on it; a command that came from inside is nobody's. */
const failed = ({ commandId, command, actor }: Of<'CommandFailed'>): Outcome | undefined => {
  if (actor === '') return undefined;
  const said = { result: 'refused', code: 'FAILED', text: textOf('FAILED') ?? '' } as const;
  return { commandId, command, actor, ...said };
};

const accountOutcome = ({ type, data }: AccountEvent): Outcome | undefined => {
  switch (type) {
    case 'AccountRegistered':
      return done(data, 'RegisterAccount');
    case 'PhoneConfirmed':
      return done(data, 'ConfirmPhone');
    case 'PhoneRemoved':
      return done(data, 'RemovePhone');
    case 'SettingsChanged':
      return done(data, 'ChangeSettings');
    case 'Followed':
      return done(data, 'Follow');
    case 'Unfollowed':
      return done(data, 'Unfollow');
    case 'VerificationSet':
      return done(data, 'SetVerification');
    case 'StandingSet':
      return done(data, 'SetStanding');
    case 'BirthDateCorrected':
      return done(data, 'CorrectBirthDate');
    case 'AccountDeleted':
      return done(data, 'DeleteAccount');
    case 'AccountUnchanged':
      return unchanged(data);
    case 'AccountCommandRefused':
      return refused(data);
    case 'CommandFailed':
      return failed(data);
    case 'AgeBandReached':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return undefined;
  }
};

/**
 * The outcome that a message tells; undefined where it answers nobody. Events hold more than their
 * actor may know, facts about both accounts above all: only what is named here reaches the actor.
 */
export const outcomeOf = (heard: Heard): Outcome | undefined => {
  if (heard.type === 'CommandFailed') return failed(heard.data);
  switch (heard.topic) {
    case 'dm.outcomes.v1':
      return heard.data;
    case 'identity.events.v1':
      return accountOutcome(heard);
    case 'delivery.events.v1':
      return inboxOutcome(heard);
    case 'notifications.events.v1':
      return noticeOutcome(heard);
  }
};
