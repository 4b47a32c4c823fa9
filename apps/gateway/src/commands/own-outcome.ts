import type {
  CommandDecided,
  deliveryEvents,
  MessageOn,
  notificationsEvents,
} from '@vestibule/contracts';

/** Why a command about the own lists or notices changed nothing. */
export const ownReasons = ['NO_MESSAGE', 'NO_DEVICE', 'TOO_MANY_DEVICES'] as const;
export type OwnReason = (typeof ownReasons)[number];

type InboxEvent = MessageOn<typeof deliveryEvents>;
type NoticeEvent = MessageOn<typeof notificationsEvents>;

/** What became of it, as its actor may read it. */
type OwnOutcome = Pick<CommandDecided, 'commandId' | 'actor' | 'result' | 'text'> & {
  readonly command: string;
  readonly code?: 'ALREADY_SO' | OwnReason;
};

type Answering = { readonly person: string; readonly commandId: string };

const texts: Readonly<Record<OwnReason, string>> = {
  NO_MESSAGE: "There's no such message here.",
  NO_DEVICE: "There's no such device.",
  TOO_MANY_DEVICES: 'There are too many devices. Remove one first.',
};

const reasons = {
  already_so: 'ALREADY_SO',
  no_message: 'NO_MESSAGE',
  no_device: 'NO_DEVICE',
  too_many_devices: 'TOO_MANY_DEVICES',
} as const;

const done = ({ person: actor, commandId }: Answering, command: string): OwnOutcome => ({
  commandId,
  command,
  actor,
  result: 'done',
});

const unchanged = (
  { person: actor, commandId }: Answering,
  { command, reason }: { readonly command: string; readonly reason: keyof typeof reasons },
): OwnOutcome => {
  const [about, code] = [{ commandId, command, actor }, reasons[reason]];
  if (code === 'ALREADY_SO') return { ...about, result: 'unchanged', code };
  const result = code === 'TOO_MANY_DEVICES' ? 'refused' : 'unchanged';
  return { ...about, result, code, text: texts[code] };
};

/** The types in which such outcomes stand: all others of the two topics need not be read. */
export const inboxOutcomes: ReadonlySet<string> = new Set<InboxEvent['type']>([
  'MessageRead',
  'ConversationMuted',
  'ConversationCleared',
  'MessageDeleted',
  'InboxUnchanged',
  'CommandFailed',
]);
export const noticeOutcomes: ReadonlySet<string> = new Set<NoticeEvent['type']>([
  'PreferencesChanged',
  'DeviceAdded',
  'DeviceRemoved',
  'NoticeUnchanged',
  'CommandFailed',
]);

/** The outcome of what somebody did in the own inbox; undefined for all that others caused there. */
export const inboxOutcome = ({ type, data }: InboxEvent): OwnOutcome | undefined => {
  switch (type) {
    case 'MessageRead':
      return done(data, 'MarkRead');
    case 'ConversationMuted':
      return done(data, 'MuteConversation');
    case 'ConversationCleared':
      return done(data, 'ClearForMe');
    case 'MessageDeleted':
      return done(data, 'DeleteForMe');
    case 'InboxUnchanged':
      return unchanged(data, data);
    case 'MessagePlaced':
    case 'RequestMoved':
    case 'RequestAccepted':
    case 'ConversationOpened':
    case 'ConversationLeft':
    case 'ConversationReturned':
    case 'ConversationEnded':
    case 'ReceiptShown':
    case 'MessageTakenBack':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return undefined;
  }
};

/** The outcome of what somebody asked of the own notices; undefined for the notices themselves. */
export const noticeOutcome = ({ type, data }: NoticeEvent): OwnOutcome | undefined => {
  switch (type) {
    case 'PreferencesChanged':
      return done(data, 'ChangePreferences');
    case 'DeviceAdded':
      return done(data, 'AddDevice');
    case 'DeviceRemoved': {
      const { person, commandId } = data;
      // Replaced by itself under another id, or gone: nobody asked for that.
      return commandId === undefined ? undefined : done({ person, commandId }, 'RemoveDevice');
    }
    case 'NoticeUnchanged':
      return unchanged(data, data);
    case 'NoticeSent':
    case 'NoticeFailed':
    case 'NoticeUnknown':
    case 'NoticeSuppressed':
    case 'CommandFailed':
    case 'Quarantined':
    case 'QuarantineLifted':
    case 'Unspoken':
      return undefined;
  }
};
