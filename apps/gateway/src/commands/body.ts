import type { IncomingMessage } from 'node:http';
import { RefusedError } from '../refusal';

/** Bytes of a body at most; a record that has no room for its headers is refused later. */
export const bodyBytesMax = 32 * 1_024;

export type BodiedRequest = Pick<IncomingMessage, 'headers'> & { readonly body?: unknown };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textIn = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RefusedError('NOT_UTF8');
  }
};

const valueIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The JSON object in a request; no body at all is an empty one. */
export const bodyOf = ({ headers, body }: BodiedRequest): Readonly<Record<string, unknown>> => {
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? ''))
    throw new RefusedError('JSON_ONLY');
  const value = valueIn(textIn(body));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedError('NOT_JSON');
  return value as Readonly<Record<string, unknown>>;
};
