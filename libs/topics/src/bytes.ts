import type { OutgoingRecord } from './topics';

/** A record that was checked and measured; text stays text until it is written to the wire. */
export type PackedRecord = {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string | Buffer>>;
  /** At most what it takes within a record batch. */
  readonly bytes: number;
};

/** What a broker takes as one record batch unless told otherwise (`max.message.bytes`). */
export const batchBytesMax = 1_048_588;
/** The header of a record batch, version 2. */
export const batchOverheadBytes = 61;

// Attributes, and six numbers of variable length, each counted at its longest.
const recordOverheadBytes = 28;
const headerOverheadBytes = 10;

/** Text as UTF-8. */
export const bytesOf = (content: string | Buffer): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : content;

/** Throws on what is neither text nor bytes: better here than in a client that tries for ever. */
const measure = (content: string | Buffer, what: string): number => {
  if (typeof content === 'string') return Buffer.byteLength(content);
  if (Buffer.isBuffer(content)) return content.length;
  throw new TypeError(`${what} is neither text nor bytes.`);
};

/** Checks and measures a record, once, before it waits for its turn. */
export const pack = ({ topic, key, value, headers }: OutgoingRecord): PackedRecord => {
  let bytes = recordOverheadBytes;
  if (key !== null) bytes += measure(key, `A key for ${topic}`);
  if (value !== null) bytes += measure(value, `A value for ${topic}`);
  for (const name of Object.keys(headers)) {
    const content = headers[name] ?? '';
    bytes += headerOverheadBytes + Buffer.byteLength(name) + measure(content, `Header ${name}`);
  }
  return { topic, key: key === null ? null : bytesOf(key), value, headers, bytes };
};
