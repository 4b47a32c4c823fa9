// oxlint-disable-next-line no-restricted-imports -- a digest of bytes is as pure as a sum
import { hash } from 'node:crypto';
import { parse } from 'uuid';
import { commandIdPattern } from './fields';

/** The namespace of all conversation ids. It is part of the contract and never changes. */
export const conversationNamespace = 'b365d886-79dd-4242-8a59-30426d566021';

const namespaceBytes = Buffer.from(parse(conversationNamespace));

/** The UUIDv5 of a name: four times faster than a library that hashes in steps, for every record. */
const uuidOf = (name: string): string => {
  const digest = hash('sha1', Buffer.concat([namespaceBytes, Buffer.from(name)]));
  const variant = '89ab'.charAt(Number.parseInt(digest.charAt(16), 16) % 4);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    variant + digest.slice(17, 20),
    digest.slice(20, 32),
  ].join('-');
};

/**
 * The id of a pair: UUIDv5 of `lower~higher`, both ids in lower case. The order of the two does not
 * matter. An account has no pair with itself; who may pass equal ids must check first.
 * Source: RFC 9562, section 5.5.
 */
export const conversationIdOf = (one: string, another: string): string => {
  const [first, second] = [one.toLowerCase(), another.toLowerCase()];
  return uuidOf(first < second ? `${first}~${second}` : `${second}~${first}`);
};

/** Whether this can be a command's id: a UUIDv7 in lower case. */
export const isCommandId = (id: string): boolean => commandIdPattern.test(id);

/** The time of issue that a command id carries, in milliseconds. For a UUIDv7 only. */
export const commandIdAtMs = (id: string): number =>
  Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

const hex = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A new command id: the time of issue and 74 random bits.
 * `randomBytes`: at least 10, from a cryptographic source; six of their bits are not used.
 * Source: RFC 9562, section 5.7.
 */
export const newCommandId = (nowMs: number, randomBytes: Uint8Array): string => {
  const time = nowMs.toString(16).padStart(12, '0');
  const [version = 0, low = 0, variant = 0, ...rest] = randomBytes.subarray(0, 10);
  const tail = hex([(version & 0x0f) | 0x70, low, (variant & 0x3f) | 0x80, ...rest]);
  return [
    time.slice(0, 8),
    time.slice(8, 12),
    tail.slice(0, 4),
    tail.slice(4, 8),
    tail.slice(8, 20),
  ].join('-');
};

/**
 * The command id of one answer of many: the time of the bulk answer, and 74 bits of the SHA-256 of
 * `<bulkId>~<conversationId>`. Whoever asks the same bulk answer again asks the same commands.
 * `bulkId`: a UUIDv7 in lower case.
 */
export const bulkCommandId = (bulkId: string, conversationId: string): string =>
  newCommandId(commandIdAtMs(bulkId), hash('sha256', `${bulkId}~${conversationId}`, 'buffer'));
