import type { LogPosition, RecordedEvent } from './client';
import { positionOf, type Stored } from './read-codec';
import { UnreadableEventError, type Position, type Recorded } from './streams';

/** The place of an event of a read. */
export const positionFrom = ({ commit, prepare }: LogPosition): Position =>
  positionOf(String(commit), String(prepare));

/** Throws for text that no store ever gave. */
export const logPositionFrom = (position: Position): LogPosition => {
  const [, commit, prepare = commit] = /^(\d+)(?:\/(\d+))?$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined)
    throw new TypeError(`"${position}" is not a position in a log.`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

const isJsonObject = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

type Parts = Omit<Recorded, 'data' | 'metadata'> & {
  readonly data: unknown;
  readonly metadata: unknown;
};

const checked = (parts: Parts): Recorded => {
  const { id, type, data, stream, revision, position } = parts;
  // What is said *about* a stream may come from an operator's tool, which adds no metadata.
  const metadata = parts.metadata ?? (stream.startsWith('$$') ? {} : undefined);
  if (!isJsonObject(data) || !isJsonObject(metadata))
    throw new UnreadableEventError(stream, revision);
  return { id, type, data, metadata: metadata as Recorded['metadata'], stream, revision, position };
};

/**
 * An event of a read as our readers get it. The client hands over malformed JSON as a string and
 * other content as bytes (E15); both are refused here with `UnreadableEventError`.
 */
export const recordedFrom = (event: RecordedEvent): Recorded => {
  const { streamId: stream, id, type, isJson, metadata, position } = event;
  const revision = Number(event.revision);
  if (!position) throw new UnreadableEventError(stream, revision);
  const data = isJson ? event.data : undefined;
  return checked({ id, type, data, metadata, stream, revision, position: positionFrom(position) });
};

/** Text that is no JSON stays text, as with the client: it is refused for being no object. */
const jsonIn = (bytes: Buffer): unknown => {
  const text = bytes.toString();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The same of an event that was read as bytes. */
export const recordedOf = (event: Stored): Recorded => {
  const { id, type, stream, revision, position } = event;
  const data = event.isJson ? jsonIn(event.data) : undefined;
  const metadata = event.metadata.length > 0 ? jsonIn(event.metadata) : undefined;
  return checked({ id, type, data, metadata, stream, revision, position });
};
