import { randomBytes } from 'node:crypto';
import {
  type CommandDecided,
  type Topic,
  bulkCommandId,
  conversationIdOf,
  deliveryCommands,
  dmCommands,
  identityCommands,
  newCommandId,
  notificationsCommands,
  write,
} from '@vestibule/contracts';
import type { OutgoingRecord } from '@vestibule/topics';
import type { Ledger } from './ledger';
import type { Ground } from './ground';

/** Anybody who can be named. */
type Somebody = { readonly id: string };

type Named = Somebody & { readonly name: string };

type About = {
  readonly reason: string;
  readonly messageIds?: readonly string[];
  readonly also?: 'decline' | 'block';
};

/** Somebody in a story. Everything a person does goes through the topics, as any service would. */
export type Person = ReturnType<typeof personIn>;

export const personIn = (ground: Ground, seen: Ledger, { id, name }: Named) => {
  const issue = (): string => newCommandId(ground.nowMs(), randomBytes(10));

  const asks = async (
    other: Somebody,
    type: string,
    data: object = {},
    commandId = issue(),
  ): Promise<CommandDecided> => {
    const key = conversationIdOf(id, other.id);
    const about = { type, data: { actor: id, other: other.id, ...data }, key, id: commandId };
    await ground.topics.send([record(dmCommands, about, ground.nowMs())]);
    return seen.outcome(commandId);
  };

  const wants = async (topic: Topic, type: string, data: object = {}): Promise<string> => {
    const commandId = issue();
    const about = { type, data: { actor: id, ...data }, key: id, id: commandId };
    await ground.topics.send([record(topic, about, ground.nowMs())]);
    return seen.accountEvent(commandId);
  };
  const changes = async (type: string, data: object = {}) => wants(identityCommands, type, data);

  /** In the own inbox and nowhere else. */
  const acts = async (other: Somebody, type: string, data: object = {}) => {
    const commandId = issue();
    const about = { type, data: { actor: id, other: other.id, ...data }, key: id, id: commandId };
    await ground.topics.send([record(deliveryCommands, about, ground.nowMs())]);
    return seen.inboxEvent(commandId);
  };

  return {
    id,
    name,
    asks,
    acts,
    changes,
    /** What this person is told of from now on. */
    prefers: async (preferences: object) =>
      wants(notificationsCommands, 'ChangePreferences', preferences),
    mutes: async (other: Somebody) =>
      (await acts(other, 'MuteConversation', { forever: true })).type,
    unmutes: async (other: Somebody) => (await acts(other, 'MuteConversation')).type,
    /** Marks what `other` wrote as read up to a message; gives whether that is shown. */
    marksRead: async (other: Somebody, upTo: string) =>
      (await acts(other, 'MarkRead', { upTo })).receipt ?? false,
    issue,
    /** One direct message, and all that is answered. */
    says: async (other: Somebody, text: string) =>
      asks(other, 'SendMessage', { kind: 'text', text }),
    /** The public code, or `sent`. */
    writes: async (other: Somebody, text: string): Promise<string> => {
      const { code, result } = await asks(other, 'SendMessage', { kind: 'text', text });
      return code ?? result;
    },
    accepts: async (other: Somebody) => (await asks(other, 'AcceptRequest')).result,
    declines: async (other: Somebody) => (await asks(other, 'DeclineRequest')).result,
    restores: async (other: Somebody) => (await asks(other, 'RestoreRequest')).result,
    withdraws: async (other: Somebody) => (await asks(other, 'WithdrawRequest')).result,
    revokes: async (other: Somebody) => (await asks(other, 'RevokeConsent')).result,
    blocks: async (other: Somebody) => (await asks(other, 'BlockAccount')).result,
    unblocks: async (other: Somebody) => (await asks(other, 'UnblockAccount')).result,
    unsends: async (other: Somebody, messageId: string) =>
      (await asks(other, 'UnsendMessage', { messageId })).result,
    /** Reports all that `other` sent, unless told which, and answers in the same step if told how. */
    reports: async (other: Somebody, about: About) =>
      (await asks(other, 'ReportAccount', { messageIds: [], ...about })).result,
    /** One answer to many; the command of each is named by `bulkId`, as the gateway would. */
    answersAll: async (type: string, others: readonly Somebody[], bulkId = issue()) =>
      Promise.all(
        others.map(async (other) => {
          const commandId = bulkCommandId(bulkId, conversationIdOf(id, other.id));
          return (await asks(other, type, { bulkId }, commandId)).result;
        }),
      ),
    follows: async (other: Somebody) => changes('Follow', { other: other.id }),
    /** Where the conversation with `other` stands in this person's lists. */
    folder: async (other: Somebody): Promise<string> => {
      const conversationId = conversationIdOf(id, other.id);
      const lists = await ground.lists(id);
      return lists.find((listed) => listed.conversationId === conversationId)?.folder ?? 'none';
    },
    /** Resolves when a message lies in this person's inbox; the rows come before the word. */
    gets: async (messageId: string) => seen.placed(id, messageId),
    /** What this person reads of it, oldest first. */
    reads: async (other: Somebody) => ground.texts(id, conversationIdOf(id, other.id)),
    /** The own messages up to which this person was shown that others have read, oldest first. */
    shownRead: (): readonly string[] => seen.receipts(id),
    /** Kinds of what this person was told, oldest first. */
    told: () => seen.notices(id),
  };
};

/** A command, as a story writes it. */
export const record = (
  topic: Topic,
  about: { type: string; data: object; key: string; id: string },
  atMs: number,
): OutgoingRecord => write(topic, { ...about, source: '/story', atMs });
