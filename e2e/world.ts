import { randomBytes, randomUUID } from 'node:crypto';
import {
  type CommandDecided,
  type Topic,
  conversationIdOf,
  deliveryCommands,
  deliveryEvents,
  dmCommands,
  dmOutcomes,
  gatingEvents,
  identityCommands,
  identityEvents,
  isUnreadable,
  newCommandId,
  notificationsCommands,
  notificationsEvents,
  policyCommands,
  policyEvents,
  reader,
  write,
} from '@vestibule/contracts';
import type { Streams } from '@vestibule/streams';
import type { IncomingRecord, OutgoingRecord, Topics } from '@vestibule/topics';
import { type Decreed, type Ledger, ledger } from './ledger';

/** What a story runs on: the bus, the store, and how a person's lists are read. */
export type Ground = {
  readonly topics: Topics;
  readonly streams: Streams;
  readonly nowMs: () => number;
  readonly lists: (person: string) => Promise<readonly Listed[]>;
  readonly texts: (person: string, conversationId: string) => Promise<readonly string[]>;
  /** Resolves when nothing moves any more. */
  readonly settled: (ledger: Ledger) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Listed = { readonly conversationId: string; readonly folder: string };

const born = { adult: '1990-05-17', teen: '2010-01-02', child: '2016-03-04' } as const;

export type Made = {
  readonly name?: string;
  readonly age?: keyof typeof born;
  readonly phone?: boolean;
  readonly setting?: 'everyone' | 'standard' | 'friends' | 'contacted' | 'no-one';
};

/** Anybody who can be named. */
type Somebody = { readonly id: string };

/** Somebody in a story. Everything a person does goes through the topics, as any service would. */
export type Person = ReturnType<typeof personIn>;

const personIn = (ground: Ground, seen: Ledger, id: string) => {
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
    asks,
    acts,
    changes,
    /** What this person is told of from now on. */
    prefers: async (preferences: object) =>
      wants(notificationsCommands, 'ChangePreferences', preferences),
    mutes: async (other: Somebody) =>
      wants(deliveryCommands, 'MuteConversation', { other: other.id, forever: true }),
    issue,
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
    follows: async (other: Somebody) => changes('Follow', { other: other.id }),
    /** Where the conversation with `other` stands in this person's lists. */
    folder: async (other: Somebody): Promise<string> => {
      const conversationId = conversationIdOf(id, other.id);
      const lists = await ground.lists(id);
      return lists.find((listed) => listed.conversationId === conversationId)?.folder ?? 'none';
    },
    /** What this person reads of it, oldest first. */
    reads: async (other: Somebody) => ground.texts(id, conversationIdOf(id, other.id)),
    /** The own messages up to which this person was shown that others have read, oldest first. */
    shownRead: (): readonly string[] => seen.receipts(id),
    /** Kinds of what this person was told, oldest first. */
    told: () => seen.notices(id),
  };
};

const record = (
  topic: Topic,
  about: { type: string; data: object; key: string; id: string },
  atMs: number,
): OutgoingRecord => write(topic, { ...about, source: '/story', atMs });

/** The people and powers of one story. */
export type World = {
  readonly ground: Ground;
  readonly seen: Ledger;
  /** Registers accounts, each open to everyone and with a phone unless told otherwise. */
  readonly people: (...made: readonly Made[]) => Promise<readonly Person[]>;
  /** Asks something about the policy, as an operator; gives the command's id with what it came to. */
  readonly decrees: (type: string, data: object) => Promise<Decreed & { readonly id: string }>;
  /** Sends raw records, as a careless writer would. */
  readonly sends: (...records: readonly OutgoingRecord[]) => Promise<void>;
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const heardBy = (seen: Ledger) => {
  const topics: readonly Topic[] = [
    dmOutcomes,
    identityEvents,
    gatingEvents,
    deliveryEvents,
    notificationsEvents,
    policyEvents,
  ];
  const readers = new Map(topics.map((topic) => [topic.name, reader(topic)]));
  const hear = (incoming: IncomingRecord): void => {
    const message = readers.get(incoming.topic)?.(incoming);
    if (message && !isUnreadable(message)) seen.note(message);
  };
  return { names: topics.map(({ name }) => name), hear };
};

/** Opens a world on a ground: listens to every topic that answers. */
export const openWorld = async (ground: Ground): Promise<World> => {
  const seen = ledger();
  const { names, hear } = heardBy(seen);
  const consumer = ground.topics.consume(
    { group: `story-${randomUUID()}`, topics: names, from: 'end' },
    async ({ records }) => {
      records.forEach(hear);
      return records.length;
    },
  );
  await consumer.joined;

  const make = async (made: Made) => {
    const { name = 'Somebody', age = 'adult', phone = true, setting = 'everyone' } = made;
    const id = randomUUID();
    const person = personIn(ground, seen, id);
    await person.changes('RegisterAccount', { name, birthDate: born[age], region: 'NZ' });
    if (phone) await person.changes('ConfirmPhone', { phoneKey: `key-${id}` });
    await person.changes('ChangeSettings', { setting });
    return person;
  };

  return {
    ground,
    seen,
    people: async (...made) => Promise.all(made.map(make)),
    decrees: async (type, data) => {
      const id = newCommandId(ground.nowMs(), randomBytes(10));
      const about = { type, data, key: 'policy', id };
      await ground.topics.send([record(policyCommands, about, ground.nowMs())]);
      return { ...(await seen.decree(id)), id };
    },
    sends: async (...records) => ground.topics.send(records),
    settled: async () => ground.settled(seen),
    close: async () => {
      await consumer.stop();
      await ground.close();
    },
  };
};
