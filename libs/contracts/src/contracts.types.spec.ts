import type {
  AccountEvent,
  AccountFacts as DomainAccountFacts,
  AskedAccountCommand,
  AskedCommand,
  ConversationEvent,
  Facts as DomainFacts,
  FollowFacts as DomainFollowFacts,
  InboxEvent,
  NoticeCommand,
  NoticeEvent,
} from '@vestibule/domain';
import type { AccountFacts, FollowFacts, PairFacts } from './accounts';
import type { Facts } from './decisions';
import type { deliveryEvents } from './delivery-events';
import { type DmCommandName, dmCommands } from './dm-commands';
import type { gatingEvents } from './gating-events';
import type { AccountCommandName } from './identity-commands';
import type { identityEvents } from './identity-events';
import type { NoticeCommandName } from './notifications-commands';
import type { notificationsEvents } from './notifications-events';
import type { MessageOn } from './topic';
import { write } from './write';

type Is<Given, Wanted> = [Given] extends [Wanted] ? true : false;
type Same<One, Another> = [Is<One, Another>, Is<Another, One>];
type Recorded = { readonly type: string; readonly data: object };
type DataOf<Message extends Recorded, Type extends string> = Extract<
  Message,
  { type: Type }
>['data'];

/** Must be `[true, true]`: the one may be used for the other, both ways. */
const same = <Answer extends readonly [true, true]>(answer?: Answer) => answer;

// Everything recorded of a pair is said in full, so a store can be filled from it again.
type Gating = MessageOn<typeof gatingEvents>;
type Pair<Type extends ConversationEvent['type']> = Same<
  DataOf<Gating, Type>,
  DataOf<ConversationEvent, Type>
>;
same<Pair<'MessageSent'>>();
same<Pair<'MessageSuppressed'>>();
same<Pair<'SendRefused'>>();
same<Pair<'RequestAccepted'>>();
same<Pair<'WelcomeShown'>>();
same<Pair<'RequestDeclined'>>();
same<Pair<'RequestRestored'>>();
same<Pair<'RequestWithdrawn'>>();
same<Pair<'RequestExpired'>>();
same<Pair<'RequestRetried'>>();
same<Pair<'ConsentRevoked'>>();
same<Pair<'AccountBlocked'>>();
same<Pair<'AccountUnblocked'>>();
same<Pair<'MessageUnsent'>>();
same<Pair<'MessageRemoved'>>();
same<Pair<'AccountReported'>>();
same<Pair<'ConsentVoided'>>();
same<Pair<'ConsentImported'>>();
same<Pair<'NothingChanged'>>();
type HostEvents = 'CommandFailed' | 'Quarantined' | 'QuarantineLifted' | 'Unspoken';
same<Same<Exclude<Gating['type'], HostEvents>, ConversationEvent['type']>>();

same<Same<Facts, DomainFacts>>();
same<Same<PairFacts, Pick<DomainFacts, 'actor' | 'other' | 'follows'>>>();
same<Same<AccountFacts, DomainAccountFacts>>();
same<Same<FollowFacts, DomainFollowFacts>>();
same<Same<DmCommandName, AskedCommand['type']>>();
same<Same<AccountCommandName, AskedAccountCommand['type']>>();

// Identity keeps the birth date and the phone's key to itself.
type Identity = MessageOn<typeof identityEvents>;
type Account<Type extends AccountEvent['type'], Kept extends string = never> = Same<
  DataOf<Identity, Type>,
  Omit<DataOf<AccountEvent, Type>, Kept>
>;
same<Account<'AccountRegistered', 'birthDate'>>();
same<Account<'PhoneConfirmed', 'phoneKey'>>();
same<Account<'PhoneRemoved'>>();
same<Account<'SettingsChanged'>>();
same<Account<'Followed'>>();
same<Account<'Unfollowed'>>();
same<Account<'VerificationSet'>>();
same<Account<'StandingSet'>>();
same<Account<'BirthDateCorrected', 'birthDate'>>();
same<Account<'AgeBandReached'>>();
same<Account<'AccountDeleted'>>();
same<Account<'AccountUnchanged'>>();
same<Account<'AccountCommandRefused'>>();
// A forgotten number is nobody's business.
same<
  Same<Exclude<Identity['type'], HostEvents>, Exclude<AccountEvent['type'], 'PhoneForgotten'>>
>();
type Registered = DataOf<Identity, 'AccountRegistered'>;
type Confirmed = DataOf<Identity, 'PhoneConfirmed'>;
same<[Is<'birthDate' extends keyof Registered ? false : true, true>, true]>();
same<[Is<'phoneKey' extends keyof Confirmed ? false : true, true>, true]>();

// A person's events say whose they are.
type Delivery = MessageOn<typeof deliveryEvents>;
type Inbox<Type extends InboxEvent['type'], Kept extends string = never> = Same<
  DataOf<Delivery, Type>,
  Omit<DataOf<InboxEvent, Type>, Kept> & { readonly person: string }
>;
same<Inbox<'MessagePlaced', 'consents'>>();
same<Inbox<'RequestMoved'>>();
same<Inbox<'RequestAccepted'>>();
same<Inbox<'ConversationOpened'>>();
same<Inbox<'ConversationLeft', 'word'>>();
same<Inbox<'ConversationReturned'>>();
same<Inbox<'ConversationEnded'>>();
// What a receipt was judged by is about the other person too, and stays inside.
same<Inbox<'MessageRead', 'facts' | 'policyVersion'>>();
same<Inbox<'ReceiptShown'>>();
same<Inbox<'ConversationMuted'>>();
same<Inbox<'ConversationCleared'>>();
same<Inbox<'MessageDeleted'>>();
same<Inbox<'MessageTakenBack'>>();
same<Inbox<'InboxUnchanged'>>();
// That a receipt was not shown is nobody's business.
same<Same<Exclude<Delivery['type'], HostEvents>, Exclude<InboxEvent['type'], 'ReceiptWithheld'>>>();

type Notifications = MessageOn<typeof notificationsEvents>;
type Notice<Type extends NoticeEvent['type']> = Same<
  DataOf<Notifications, Type>,
  DataOf<NoticeEvent, Type> & { readonly person: string; readonly text?: string }
>;
same<Notice<'NoticeSent'>>();
same<Notice<'NoticeFailed'>>();
same<Notice<'NoticeUnknown'>>();
same<Notice<'NoticeSuppressed'>>();
// Where a device is stays with notifications.
type Settled<Type extends NoticeEvent['type'], Kept extends string = never> = Same<
  DataOf<Notifications, Type>,
  Omit<DataOf<NoticeEvent, Type>, Kept> & { readonly person: string }
>;
same<Settled<'PreferencesChanged'>>();
same<Settled<'DeviceAdded', 'endpoint' | 'p256dh' | 'auth'>>();
same<
  [Is<'endpoint' extends keyof DataOf<Notifications, 'DeviceAdded'> ? false : true, true>, true]
>();
same<Settled<'DeviceRemoved'>>();
same<Settled<'NoticeUnchanged'>>();
type Internal = 'NoticeClaimed' | 'NoticePostponed' | 'NoticeOvertaken' | 'MuteNoted';
same<Same<Exclude<Notifications['type'], HostEvents>, Exclude<NoticeEvent['type'], Internal>>>();
type InsideNotices =
  'ForgetDevice' | 'TellNews' | 'ClaimNotice' | 'ReportNotice' | 'NoteOvertaking' | 'NoteMute';
same<Same<NoticeCommandName, Exclude<NoticeCommand['type'], InsideNotices>>>();

const envelope = { key: 'k', id: 'i', source: '/s', atMs: 0 };
const [actor, other] = ['a', 'b'];

write(dmCommands, { ...envelope, type: 'BlockAccount', data: { actor, other } });
// @ts-expect-error -- a command of another topic
write(dmCommands, { ...envelope, type: 'DeleteAccount', data: { actor } });
// @ts-expect-error -- the data of another message
write(dmCommands, { ...envelope, type: 'SendMessage', data: { actor, other } });
// @ts-expect-error -- no id
write(dmCommands, {
  key: 'k',
  source: '/s',
  atMs: 0,
  type: 'BlockAccount',
  data: { actor, other },
});
// @ts-expect-error -- a pair without its other account is not the same as one with it
same<Same<{ actor: string }, { actor: string; other: string }>>();
