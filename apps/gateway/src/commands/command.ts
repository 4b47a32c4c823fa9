import { createHash } from 'node:crypto';
import {
  type AccountCommandName,
  commandIdAtMs,
  conversationIdOf,
  type DeadLetterReason,
  type DeliveryCommandName,
  deliveryCommandNames,
  deliveryCommands,
  dmCommands,
  identityCommands,
  isCommandId,
  isUnreadable,
  maxAgeMs,
  type NoticeCommandName,
  noticeCommandNames,
  notificationsCommands,
  type PersonCommandName,
  personCommandNames,
  reader,
  type Topic,
  write,
  type WrittenRecord,
} from '@vestibule/contracts';
import { partitionOf } from '@vestibule/topics';
import { type RefusalCode, RefusedError } from '../refusal';

/** What people may ask of their own account here; the rest is for services. */
const ownCommandNames = [
  'Follow',
  'Unfollow',
  'ChangeSettings',
  'DeleteAccount',
] as const satisfies readonly AccountCommandName[];

export type CommandName =
  PersonCommandName | DeliveryCommandName | NoticeCommandName | (typeof ownCommandNames)[number];

/** What people may ask, by the topic on which it is asked. What operators do stands nowhere here. */
const taken: readonly (readonly [Topic, readonly CommandName[]])[] = [
  [dmCommands, personCommandNames],
  [deliveryCommands, deliveryCommandNames],
  [identityCommands, ownCommandNames],
  [notificationsCommands, noticeCommandNames],
];
const topics: ReadonlyMap<string, Topic> = new Map(
  taken.flatMap(([topic, names]) => names.map((name) => [name, topic] as const)),
);

/** Every command that the door takes, by name. */
export const commandNames: readonly CommandName[] = taken.flatMap(([, names]) => names);

/** The topic on which a command is asked; undefined where the door does not take it. */
export const topicFor = (type: string): Topic | undefined => topics.get(type);

export type Asked = {
  readonly type: string;
  readonly actor: string;
  readonly commandId: string;
  /** As the caller wrote it. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
};

/** A command that its readers will understand, on its way. */
export type Command = Pick<Asked, 'type' | 'actor' | 'commandId'> & {
  /** Whom it is about; the actor itself where it names nobody. */
  readonly other: string;
  /** Tells the same content from other content. */
  readonly fingerprint: string;
  /** The partition of the topic: what stands in one waits for what is in front of it. */
  readonly lane: string;
  readonly record: WrittenRecord;
};

const readers: ReadonlyMap<Topic, ReturnType<typeof reader>> = new Map(
  taken.map(([topic]) => [topic, reader(topic)]),
);

/** Handing over takes time: a command that would become too old on its way is refused already. */
const onTheWayMs = 60_000;

const codes: Partial<Record<DeadLetterReason, RefusalCode>> = {
  TOO_LARGE: 'TOO_LARGE',
  TOO_DEEP: 'TOO_DEEP',
  EXPIRED: 'EXPIRED',
  FUTURE: 'FUTURE',
};

/** The very reader that the service uses says whether the record will be understood. */
const check = (topic: Topic, record: WrittenRecord, nowMs: number): void => {
  const headers = Object.entries(record.headers).map(([name, text]) => [name, Buffer.from(text)]);
  const found = readers.get(topic)?.({
    key: Buffer.from(record.key),
    value: Buffer.from(record.value),
    headers: Object.fromEntries(headers) as Record<string, Buffer>,
    timestampMs: nowMs,
  });
  if (found && isUnreadable(found))
    throw new RefusedError(codes[found.reason] ?? 'BAD_SCHEMA', { detail: found.detail });
};

/** Refuses an id that no command of now can have. */
export const checkId = ({ commandId, nowMs }: Pick<Asked, 'commandId' | 'nowMs'>): void => {
  if (!isCommandId(commandId))
    throw new RefusedError('BAD_SCHEMA', { detail: 'Idempotency-Key is no lower-case UUIDv7' });
  if (nowMs - commandIdAtMs(commandId) > maxAgeMs - onTheWayMs) throw new RefusedError('EXPIRED');
};

/** Commands about a conversation; an account has none with itself. */
const ofConversations: ReadonlySet<Topic> = new Set<Topic>([dmCommands, deliveryCommands]);

const otherIn = ({ actor, body }: Asked, topic: Topic): string => {
  const { other = actor } = body;
  if (ofConversations.has(topic) && other === actor && body['other'] !== undefined)
    throw new RefusedError('INVALID_RECIPIENT');
  return typeof other === 'string' ? other : actor;
};

/** Turns a request into the record that asks for it; refuses what nobody would understand. */
export const commandOf = (asked: Asked): Command => {
  const { type, actor, commandId, body, nowMs } = asked;
  const topic = topicFor(type);
  if (!topic) throw new RefusedError('UNKNOWN_TYPE');
  if (body['actor'] !== undefined && body['actor'] !== actor)
    throw new RefusedError('ACTOR_MISMATCH');
  checkId(asked);
  const other = otherIn(asked, topic);
  const isOfPair = topic.key === 'conversation' && other !== actor;
  const key = isOfPair ? conversationIdOf(actor, other) : actor;
  const data = { ...body, actor };
  const envelope = { id: commandId, type, source: '/gateway', atMs: nowMs };
  const record = write(topic, { ...envelope, key, data });
  check(topic, record, nowMs);
  return {
    type,
    actor,
    commandId,
    other,
    fingerprint: createHash('sha256').update(`${type}\n${record.value}`).digest('base64'),
    lane: `${topic.name}/${partitionOf(key, topic.partitions)}`,
    record,
  };
};
