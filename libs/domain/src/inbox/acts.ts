import type { AccountFacts } from '../account/account';
import type { Policy } from '../policy/policy';
import type {
  InboxAct,
  InboxCommand,
  InboxEntry,
  InboxEvent,
  InboxReason,
  ReadFacts,
} from './inbox';
import { placeOf } from './kept';
import { causeOf } from './lists';

type Data<Type extends InboxCommand['type']> = Extract<InboxCommand, { type: Type }>['data'];

const outcomeOf = ({ conversationId, other, atMs, commandId }: InboxAct['data']) => ({
  conversationId,
  other,
  atMs,
  commandId,
});

const unchanged = ({ type: command, data }: InboxAct, reason: InboxReason): InboxEvent => ({
  type: 'InboxUnchanged',
  data: { ...outcomeOf(data), command, reason },
});

/** The names of messages that lie far back are forgotten; the rows know whether there is one. */
const mayBeOlder = (entry: InboxEntry, messageId: string): boolean =>
  entry.older && placeOf(entry, messageId) < 0;

const isYes = ({ word, blocked }: InboxEntry): boolean => word === 'yes' && !blocked;

/** A receipt is for two who both have them on, in regions that allow them; an unknown one has none. */
const givesReceipts = (
  { standing, receipts, region }: AccountFacts,
  { receipts: { regionsOff } }: Policy,
): boolean => standing !== 'unknown' && receipts && !regionsOff.includes(region);

const judgedBy = ({ version, standing, region, receipts }: AccountFacts): ReadFacts => ({
  version,
  standing,
  region,
  receipts,
});

/** Only messages of the other are read; what one has written oneself is no message to read. */
const whyUnread = (entry: InboxEntry, upTo: string): InboxReason | null => {
  const place = placeOf(entry, upTo);
  if (place < 0) {
    if (!entry.older) return 'no_message';
    return entry.read > 0 ? 'already_so' : null;
  }
  if (entry.messages[place]?.mine) return 'no_message';
  return place < entry.read ? 'already_so' : null;
};

export const markRead = (
  command: Extract<InboxAct, { type: 'MarkRead' }>,
  entry: InboxEntry,
  policy: Policy,
): InboxEvent => {
  const { upTo, facts } = command.data;
  const reason = whyUnread(entry, upTo);
  if (reason !== null) return unchanged(command, reason);
  const allowed = givesReceipts(facts.actor, policy) && givesReceipts(facts.other, policy);
  return {
    type: 'MessageRead',
    data: {
      ...outcomeOf(command.data),
      upTo,
      receipt: allowed && isYes(entry) && !mayBeOlder(entry, upTo),
      policyVersion: policy.version,
      facts: { actor: judgedBy(facts.actor), other: judgedBy(facts.other) },
    },
  };
};

/**
 * The other has read: shown only where this side has said yes too, so that the chat is open. Either
 * way it is recorded: heard again, when this side may have said something else, it is decided.
 */
export const receiptOf = (
  { conversationId, other, atMs, upTo, readAtMs }: Data<'NoteRead'>,
  entry: InboxEntry,
): InboxEvent => {
  const isMine = entry.messages[placeOf(entry, upTo)]?.mine === true;
  const type = isMine && isYes(entry) ? 'ReceiptShown' : 'ReceiptWithheld';
  return { type, data: { conversationId, other, atMs, upTo, readAtMs } };
};

const silence = ({ untilMs, forever }: InboxEntry['muted'], atMs: number): InboxEntry['muted'] => ({
  untilMs: !forever && untilMs !== null && untilMs > atMs ? untilMs : null,
  forever,
});

export const mute = (
  command: Extract<InboxAct, { type: 'MuteConversation' }>,
  { muted }: InboxEntry,
): InboxEvent => {
  const { atMs } = command.data;
  const [now, next] = [silence(muted, atMs), silence(command.data, atMs)];
  if (now.untilMs === next.untilMs && now.forever === next.forever)
    return unchanged(command, 'already_so');
  return { type: 'ConversationMuted', data: { ...outcomeOf(command.data), ...next } };
};

export const clear = (
  command: Extract<InboxAct, { type: 'ClearForMe' }>,
  entry: InboxEntry,
): InboxEvent => {
  const { upTo } = command.data;
  if (placeOf(entry, upTo) < 0 && !entry.older) return unchanged(command, 'no_message');
  return { type: 'ConversationCleared', data: { ...outcomeOf(command.data), upTo } };
};

export const deleteOne = (
  command: Extract<InboxAct, { type: 'DeleteForMe' }>,
  entry: InboxEntry,
): InboxEvent => {
  const { messageId } = command.data;
  if (placeOf(entry, messageId) < 0 && !entry.older) return unchanged(command, 'no_message');
  return { type: 'MessageDeleted', data: { ...outcomeOf(command.data), messageId } };
};

/** What was never placed here, or is forgotten, leaves no trace: the rows lose it all the same. */
export const takenBack = (data: Data<'TakeBack'>, entry: InboxEntry): readonly InboxEvent[] =>
  placeOf(entry, data.messageId) < 0
    ? []
    : [{ type: 'MessageTakenBack', data: { ...causeOf(data), messageId: data.messageId } }];
