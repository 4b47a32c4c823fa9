import type { KnownTopic } from './topics';

/** What a topic is for, and what each of its messages means. A message without one does not compile. */
type Sentences = {
  readonly [T in KnownTopic as T['name']]: {
    readonly about: string;
    readonly messages: Readonly<Record<keyof T['messages'], string>>;
  };
};

const pairCommands = {
  SendMessage: 'Pass one direct message on. Its command id becomes the id of the message.',
  AcceptRequest: 'Say yes to the request that lies before the actor.',
  DeclineRequest: 'Say no to it. The sender is never told.',
  RestoreRequest: 'Take a decline back, or a request out of expiry.',
  WithdrawRequest: "Take the actor's own request back.",
  RevokeConsent: 'Move an open conversation back to requests. The other person is never told.',
  BlockAccount: 'Cut off all that the other person may send from now on. They are never told.',
  UnblockAccount: 'Lift a block.',
  UnsendMessage: "Take one's own message back, as long as the policy allows it.",
  ReportAccount: 'Report the other person, who is never told.',
  RemoveMessage: "For operators: take the actor's message away from both.",
  VoidConsent: 'For operators: take back consent that was given on false facts.',
  ImportConsent: 'For operators: bring along that the two had a chat elsewhere.',
};

const host = {
  CommandFailed: 'Our own code failed on one command; this is its only outcome.',
  Quarantined: 'The history of a stream cannot be folded; every command there fails for now.',
  QuarantineLifted: 'An operator lifted the quarantine.',
  Unspoken: 'An event was recorded that this release cannot say; the coordinates tell which.',
};

const account = {
  AccountRegistered: 'An account exists. The birth date stays with identity.',
  PhoneConfirmed: 'The account has a confirmed phone number. Which one stays with identity.',
  PhoneRemoved: 'The account has none any more.',
  SettingsChanged: 'All settings, as they are from now on.',
  Followed: 'The account follows another one; facts of both ride along.',
  Unfollowed: 'It follows that account no longer.',
  VerificationSet: 'The account is, or is no longer, a verified business.',
  StandingSet: 'Operators, or the person, changed what the account may do.',
  BirthDateCorrected: 'The birth date was wrong; the age band and the setting, as they are now.',
  AgeBandReached: 'A birthday that matters has passed. It answers no command.',
  AccountDeleted: 'The account is gone; its conversations stay with the others.',
  AccountUnchanged: 'Nothing had to change: the state asked for was there already.',
  AccountCommandRefused: 'The command was refused, with the reason.',
};

const pairEvents = {
  MessageSent: 'A message passed: it lies before its recipient.',
  MessageSuppressed: 'A message was answered `sent` and is never shown to its recipient.',
  SendRefused: 'A message did not pass, and its sender was told so.',
  RequestAccepted: "A person's yes: explicit, by reply, by follow or by setting.",
  WelcomeShown: "The other side's view opens although a no stands in the way.",
  RequestDeclined: "A person's silent no.",
  RequestRestored: 'A decline was taken back, or a request out of expiry.',
  RequestWithdrawn: 'The sender took the own request back.',
  RequestExpired: 'A request was not answered in time. Nobody is told.',
  RequestRetried: "The sender's count begins anew, where the policy allows it.",
  ConsentRevoked: 'One side moved an open conversation back to requests.',
  AccountBlocked: 'One side blocks the other.',
  AccountUnblocked: 'A block was lifted.',
  MessageUnsent: 'A person took an own message back; its slot stays used.',
  MessageRemoved: 'An operator took a message away from both; its slot stays used.',
  AccountReported: 'A person reported the other one, who is never told.',
  ConsentVoided: 'An operator took back the consent of both; every no stays.',
  ConsentImported: 'An operator brought consent along from elsewhere; every no stays.',
  NothingChanged: 'A command other than a send had nothing to do, or may not be done.',
};

/** The words of the generated documents. */
export const sentences: Sentences = {
  'dm.commands.v1': {
    about: 'What services and the gateway ask about a pair of accounts.',
    messages: pairCommands,
  },
  'gating.commands.v1': {
    about: 'The same commands, with the facts that they are judged by.',
    messages: pairCommands,
  },
  'gating.events.v1': {
    about: 'Everything decided about pairs, with true reasons. Never shown to people.',
    messages: { ...pairEvents, ...host },
  },
  'dm.outcomes.v1': {
    about: 'One answer per command of a pair, for ever the same, for its actor alone.',
    messages: { CommandDecided: 'What the actor of a command may know of what became of it.' },
  },
  'identity.commands.v1': {
    about: 'What services and the gateway ask about one account.',
    messages: {
      RegisterAccount: 'Make an account.',
      ConfirmPhone: 'Attach a phone number that the verification service vouches for.',
      RemovePhone: 'Detach it.',
      ChangeSettings: 'Change the settings that are named, and no others.',
      Follow: 'Follow another account.',
      Unfollow: 'Follow it no longer.',
      SetVerification: 'Give or take the mark of a verified business.',
      SetStanding: 'Suspend, deactivate or reinstate an account.',
      CorrectBirthDate: 'Replace a birth date that was wrong.',
      DeleteAccount: 'Delete it for good.',
    },
  },
  'identity.events.v1': {
    about: 'What became of every account command, and birthdays that matter.',
    messages: { ...account, ...host },
  },
  'delivery.commands.v1': {
    about:
      'What a person does in the own inbox and nowhere else; told by `commandId` on the events.',
    messages: {
      MarkRead: 'Mark what the other person wrote as read, up to one message. Accepts nothing.',
      MuteConversation: 'Silence one conversation until a time or forever, or end the silence.',
      ClearForMe: "Take the history up to one message out of the actor's own sight.",
      DeleteForMe: "Take one message out of the actor's own sight; the other person keeps it.",
    },
  },
  'delivery.events.v1': {
    about: "What changed in each person's lists. No bodies. Never shown as it is.",
    messages: {
      MessagePlaced: "A message was put into the person's inbox, requests, hidden or sent.",
      RequestMoved: 'A request moved to another list.',
      RequestAccepted: "The other person accepted this person's request, who may be told.",
      ConversationOpened: 'The conversation is open for this person now; nobody says why.',
      ConversationLeft: "The conversation is in none of this person's lists any more.",
      ConversationReturned: 'It came back into one.',
      ConversationEnded:
        'This person moved a conversation back, or took the own request back; the history stays.',
      MessageRead: 'This person read up to one message; the outcome of MarkRead.',
      ReceiptShown: 'This person is shown how far the other has read.',
      ConversationMuted:
        'How silent a conversation is from now on; the outcome of MuteConversation.',
      ConversationCleared:
        'The history up to one message is out of sight; the outcome of ClearForMe.',
      MessageDeleted: 'One message is out of sight; the outcome of DeleteForMe.',
      MessageTakenBack: "A message was unsent or removed: it is gone from this person's inbox.",
      InboxUnchanged: 'A command found nothing to change in the own inbox.',
      ...host,
    },
  },
  'notifications.commands.v1': {
    about: 'What a person asks of what they are told.',
    messages: {
      ChangePreferences: 'Change the preferences that are named, and no others.',
      AddDevice: 'Have notices pushed to a browser, by what its push subscription says.',
      RemoveDevice: 'Have nothing pushed there any more.',
    },
  },
  'notifications.events.v1': {
    about:
      'What was told to whom, by which channel, and the outcomes of commands. No bodies, no names.',
    messages: {
      NoticeSent: 'The channel took the notice.',
      NoticeFailed: 'The channel refused it for good.',
      NoticeUnknown: 'Two tries without an answer: it may have been shown, and is not repeated.',
      NoticeSuppressed:
        'It was not tried (again): old, gone, read, muted, turned off, or one too many.',
      PreferencesChanged: 'All preferences, as they are from now on.',
      DeviceAdded: 'Notices are pushed to this device from now on.',
      DeviceRemoved: 'They are not any more: asked for, replaced, or the device is gone.',
      NoticeUnchanged: 'A command had nothing to change, or there are 20 devices already.',
      ...host,
    },
  },
  'policy.commands.v1': {
    about: 'What operators ask about the policy and its word lists.',
    messages: {
      ProposePolicy: 'Propose a policy. Its command id becomes the id of the proposal.',
      ApprovePolicy: 'Make a proposal a version; only another operator than its author may.',
      RetirePolicy: 'Take a version out: the highest that remains is in force then.',
      PublishWords: 'Put another version of a word list in the place of the one before.',
    },
  },
  'policy.events.v1': {
    about: 'What became of them, with every version in full. Word lists are for services alone.',
    messages: {
      PolicyProposed: 'A policy was proposed; it is in force for nobody yet.',
      PolicyPublished: 'A proposal became a version. It never changes.',
      PolicyRetired: 'A version counts no longer from the instant told on.',
      WordsPublished: 'A word list as it is from the instant told on.',
      PolicyCommandRefused: 'The command was refused, with the reason and the field.',
      ...host,
    },
  },
};
