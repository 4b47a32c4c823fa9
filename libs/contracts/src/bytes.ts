/** What a record may hold at most. Sizes count key, value and headers together. */
export const limits = {
  commandBytesMax: 32 * 1_024,
  /** A command about the policy may hold a whole word list. */
  policyCommandBytesMax: 128 * 1_024,
  /** Events carry facts and what they answer, so they are larger than what was asked. */
  eventBytesMax: 256 * 1_024,
  depthMax: 8,
  keysMax: 32,
  headersMax: 16,
} as const;

/** A record as any client gives it. */
export type ReadableRecord = {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, Uint8Array>>;
  readonly timestampMs: number;
};

/** How many bytes a record has, its header names included. */
export const bytesOf = ({ key, value, headers }: ReadableRecord): number => {
  let bytes = (key?.byteLength ?? 0) + (value?.byteLength ?? 0);
  for (const name in headers) bytes += name.length + (headers[name]?.byteLength ?? 0);
  return bytes;
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes, or undefined where they are not UTF-8. */
export const textIn = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

/** The value of a JSON text, or undefined where it is none. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
