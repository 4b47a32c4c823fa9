import { createHash } from 'node:crypto';
import {
  type AccountCommandName,
  commandIdAtMs,
  conversationIdOf,
  type DeadLetterReason,
  dmCommands,
  identityCommands,
  isCommandId,
  isUnreadable,
  maxAgeMs,
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

export type CommandName = PersonCommandName | (typeof ownCommandNames)[number];
/** Every command that the door takes, by name. */
export const commandNames: readonly CommandName[] = [...personCommandNames, ...ownCommandNames];

/** The topic on which a command is asked; undefined where the door does not take it. */
export const topicFor = (type: string): Topic | undefined => {
  if ((personCommandNames as readonly string[]).includes(type)) return dmCommands;
  return (ownCommandNames as readonly string[]).includes(type) ? identityCommands : undefined;
};

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
  [dmCommands, identityCommands].map((topic: Topic) => [topic, reader(topic)]),
);

/** Handing over takes time: a command that would become too old on its way is refused already. */
const onTheWayMs = 60_000;

const codes: Partial<Record<DeadLetterReason, RefusalCode>> = {
  TOO_LARGE: 'TOO_LARGE',
  TOO_DEEP: 'TOO_DEEP',
  EXPIRED: 'EXPIRED',
  FUTURE: 'FUTURE',
};

/** The very reader that identity uses says whether the record will be understood. */
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

const checkId = ({ commandId, nowMs }: Asked): void => {
  if (!isCommandId(commandId))
    throw new RefusedError('BAD_SCHEMA', { detail: 'Idempotency-Key is no lower-case UUIDv7' });
  if (nowMs - commandIdAtMs(commandId) > maxAgeMs - onTheWayMs) throw new RefusedError('EXPIRED');
};

const otherIn = ({ actor, body, type }: Asked): string => {
  const { other = actor } = body;
  if (topicFor(type) === dmCommands && other === actor && body['other'] !== undefined)
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
  const other = otherIn(asked);
  const key = topic.key === 'account' || other === actor ? actor : conversationIdOf(actor, other);
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
