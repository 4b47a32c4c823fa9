import { jsonIn, type ReadableRecord, textIn } from './bytes';
import { type Coordinates, headerNames, specversion } from './headers';
import { isCommandId } from './ids';
import type { Unreadable } from './screen';
import type { Topic } from './topic';

/** What the headers of a record say. */
export type ReadEnvelope = {
  /** `ce_id`: of a command its id, of an event the stored event's. */
  readonly id: string;
  readonly source: string;
  readonly coordinates?: Coordinates;
  readonly traceparent?: string;
};

const bad = (detail: string): Unreadable => ({ reason: 'BAD_SCHEMA', detail });

const header = ({ headers }: ReadableRecord, name: string): string => {
  const bytes = headers[name];
  return bytes === undefined ? '' : (textIn(bytes) ?? '');
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readCoordinates = (record: ReadableRecord): Coordinates | Unreadable => {
  const stream = header(record, headerNames.stream);
  const revision = header(record, headerNames.revision);
  const metadata = jsonIn(header(record, headerNames.metadata));
  if (stream === '') return bad('no ce_stream');
  if (!/^[0-9]{1,15}$/.test(revision)) return bad('ce_revision is no whole number');
  if (!isObject(metadata)) return bad('ce_metadata is no JSON object');
  return { stream, revision: Number(revision), metadata };
};

const readId = (topic: Topic, record: ReadableRecord): string | Unreadable => {
  const id = header(record, headerNames.id);
  if (id === '' || id.length > 128) return bad('ce_id is missing or too long');
  return topic.strict && !isCommandId(id) ? bad('ce_id is no lower-case UUIDv7') : id;
};

/** Reads the headers of a record on a topic, but for its type. */
export const readEnvelope = (topic: Topic, record: ReadableRecord): ReadEnvelope | Unreadable => {
  const id = readId(topic, record);
  if (typeof id !== 'string') return id;
  const source = header(record, headerNames.source);
  if (source === '') return bad('no ce_source');
  const coordinates = topic.coordinates ? readCoordinates(record) : undefined;
  if (coordinates && 'reason' in coordinates) return coordinates;
  const traceparent = header(record, headerNames.traceparent);
  return {
    id,
    source,
    ...(coordinates && { coordinates }),
    ...(traceparent !== '' && { traceparent }),
  };
};

/** The type of the message in a record, if we know its version and its type. */
export const readType = (topic: Topic, record: ReadableRecord): string | Unreadable => {
  const version = header(record, headerNames.specversion);
  if (version !== specversion)
    return { reason: 'UNKNOWN_VERSION', detail: `ce_specversion is not ${specversion}` };
  const type = header(record, headerNames.type);
  if (!Object.hasOwn(topic.messages, type))
    return { reason: 'UNKNOWN_TYPE', detail: `no message of ${topic.name}` };
  return type;
};
