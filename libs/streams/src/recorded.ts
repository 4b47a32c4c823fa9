import type { LogPosition, RecordedEvent } from './client';
import { UnreadableEventError, type Position, type Recorded } from './streams';

/** `commit`, or `commit/prepare` where the two differ. */
export const positionFrom = ({ commit, prepare }: LogPosition): Position =>
  commit === prepare ? String(commit) : `${commit}/${prepare}`;

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

/**
 * An event as our readers get it. The client hands over malformed JSON as a string and other
 * content as bytes (E15); both are refused here with `UnreadableEventError`.
 */
export const recordedFrom = (event: RecordedEvent): Recorded => {
  const { streamId: stream, id, type, isJson, data, position } = event;
  // What is said *about* a stream may come from an operator's tool, which adds no metadata.
  const metadata = event.metadata ?? (stream.startsWith('$$') ? {} : undefined);
  const revision = Number(event.revision);
  if (!isJson || !isJsonObject(data) || !isJsonObject(metadata) || !position)
    throw new UnreadableEventError(stream, revision);
  return {
    id,
    type,
    data,
    metadata: metadata as Recorded['metadata'],
    stream,
    revision,
    position: positionFrom(position),
  };
};
