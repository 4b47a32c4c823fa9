import { bytesOf, jsonIn, limits, type ReadableRecord, textIn } from './bytes';
import { readEnvelope, type ReadEnvelope, readType } from './envelope';
import { commandIdAtMs, conversationIdOf } from './ids';
import type { DeadLetterReason } from './reasons';
import { screen, type Unreadable } from './screen';
import { checkOf } from './shapes';
import type { MessageOn, Topic } from './topic';

/** A message of a topic, with what its record says about it. */
export type Understood<T extends Topic = Topic> = MessageOn<T> &
  ReadEnvelope & {
    readonly key: string;
    /** The broker's time where the topic says so, otherwise the writer's. */
    readonly timestampMs: number;
  };

/** How late a copy of a command may come after its time of issue. */
export const maxAgeMs = 86_400_000;
/** How far a command's time of issue may lie ahead of the broker's clock. */
export const futureSlackMs = 300_000;

const not = (reason: DeadLetterReason, detail: string): Unreadable => ({ reason, detail });

/** The first command topics, whose time decisions see, take what was asked and nothing more. */
const bytesMaxOf = ({ logAppendTime, key }: Topic): number => {
  if (!logAppendTime) return limits.eventBytesMax;
  return key === 'policy' ? limits.policyCommandBytesMax : limits.commandBytesMax;
};

const readData = (topic: Topic, record: ReadableRecord): { data: object } | Unreadable => {
  const bytesMax = bytesMaxOf(topic);
  if (bytesOf(record) > bytesMax) return not('TOO_LARGE', `over ${bytesMax} bytes`);
  if (record.value === null) return not('NOT_JSON', 'no value');
  const text = textIn(record.value);
  if (text === undefined) return not('NOT_UTF8', 'the value is not UTF-8');
  const data = jsonIn(text);
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return not('NOT_JSON', 'the value is no JSON object');
  if (Object.keys(record.headers).length > limits.headersMax)
    return not('TOO_DEEP', `over ${limits.headersMax} headers`);
  return screen(data) ?? { data };
};

/** The fields of which keys are made, where a message has them. */
type Named = {
  readonly actor?: string;
  readonly other?: string | null;
  readonly accountId?: string;
  readonly person?: string;
};

const conversationOf = ({ actor, other }: Named): string | undefined => {
  if (!actor || !other) return undefined;
  return actor === other ? '' : conversationIdOf(actor, other);
};

/** An event names the person; a command its actor, who has no conversation with itself. */
const personOf = ({ person, actor, other }: Named): string | undefined => {
  if (person !== undefined) return person;
  if (!actor) return undefined;
  return actor === other ? '' : actor;
};

/** What the key must be, where the data says it. */
const keyBy = (topic: Topic, data: Named): string | undefined => {
  switch (topic.key) {
    case 'conversation':
      return conversationOf(data);
    case 'account':
      return data.accountId ?? data.actor;
    case 'person':
      return personOf(data);
    case 'policy':
      return 'policy';
  }
};

const isStreamOf = (stream: string, key: string): boolean =>
  stream === key || stream.endsWith(`-${key}`);

/** Keys are derived, never believed: from the accounts named, and from the stream's name. */
const isKey = (key: string, expected: string | undefined, envelope: ReadEnvelope): boolean =>
  key !== '' &&
  (expected === undefined || key === expected) &&
  (!envelope.coordinates || isStreamOf(envelope.coordinates.stream, key));

const timing = (topic: Topic, id: string, timestampMs: number): Unreadable | undefined => {
  if (!topic.logAppendTime) return undefined;
  const ageMs = timestampMs - commandIdAtMs(id);
  if (ageMs > maxAgeMs) return not('EXPIRED', `issued ${ageMs} ms before it came`);
  return -ageMs > futureSlackMs ? not('FUTURE', `issued ${-ageMs} ms ahead`) : undefined;
};

const read = (topic: Topic, record: ReadableRecord) => {
  const body = readData(topic, record);
  if ('reason' in body) return body;
  const type = readType(topic, record);
  if (typeof type !== 'string') return type;
  const envelope = readEnvelope(topic, record);
  if ('reason' in envelope) return envelope;
  const wrong = checkOf(topic, type)?.(body.data);
  if (wrong !== undefined) return not('BAD_SCHEMA', wrong);
  const key = record.key === null ? '' : (textIn(record.key) ?? '');
  if (!isKey(key, keyBy(topic, body.data), envelope))
    return not('WRONG_KEY', `the key is not the ${topic.key} of the message`);
  const { timestampMs } = record;
  const late = timing(topic, envelope.id, timestampMs);
  return late ?? { topic: topic.name, type, data: body.data, ...envelope, key, timestampMs };
};

/**
 * Makes the reader of a topic: from a record to its message, or to the reason why it cannot be
 * understood. Sizes and forms are checked before shapes, shapes before keys and times. Never throws.
 * The schema of a message is compiled when the first one comes, once in a process.
 */
export const reader = <T extends Topic>(
  topic: T,
): ((record: ReadableRecord) => Understood<T> | Unreadable) => {
  return (record) => read(topic, record) as Understood<T> | Unreadable;
};

/** Whether a record was not understood. */
export const isUnreadable = (found: Understood | Unreadable): found is Unreadable =>
  !('data' in found);
