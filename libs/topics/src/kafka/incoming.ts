import type { IncomingRecord } from '../topics';
import type { KafkaMessage } from './client';

type Held = KafkaMessage['headers'];
type Headers = IncomingRecord['headers'];

const none: Headers = {};

/** Whether all is as the port has it, which is nearly always: then nothing is copied. */
const isPlain = (held: NonNullable<Held>): held is Record<string, Buffer> => {
  for (const name in held) if (!Buffer.isBuffer(held[name])) return false;
  return true;
};

/** Of a header that came more than once the last value counts; one without value is empty. */
const lastOf = (held: NonNullable<Held>): Headers =>
  Object.fromEntries(
    Object.entries(held).map(([name, content]) => {
      const last = Array.isArray(content) ? content.at(-1) : content;
      return [name, typeof last === 'string' ? Buffer.from(last) : (last ?? Buffer.alloc(0))];
    }),
  );

const headersOf = (held: Held): Headers => {
  if (held === undefined) return none;
  return isPlain(held) ? held : lastOf(held);
};

/** What the client read of one partition, as the port gives it. */
export const incoming = (
  topic: string,
  partition: number,
  messages: readonly KafkaMessage[],
): readonly IncomingRecord[] =>
  messages.map(({ offset, timestamp, key, value, headers }) => ({
    topic,
    partition,
    offset,
    timestampMs: Number(timestamp),
    key,
    value,
    headers: headersOf(headers),
  }));
