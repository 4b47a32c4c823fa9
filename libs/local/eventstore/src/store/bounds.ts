/** What its metadata and its end hide of a stream. */
export type Bounds = {
  readonly maxCount: number;
  /** Revisions below are hidden; 2^63 hides the whole stream: it is soft-deleted. */
  readonly before: number;
  readonly tombstoned: boolean;
  /** The metadata as it was written. */
  readonly metadata: Readonly<Record<string, unknown>>;
};

const softDeleteFrom = 2 ** 63;
const unbounded = { maxCount: Infinity, before: 0, tombstoned: false, metadata: {} };

/** The name of the stream that holds another's metadata begins so. */
export const metadataPrefix = '$$';

/** The metadata that deletes a stream: 2^63−1 is not a double, so it is text. */
export const softDelete = '{"$tb":9223372036854775807}';

/** Metadata streams keep their last event only, as on the real server. */
export const boundsAtFirst = (stream: string): Bounds =>
  stream.startsWith(metadataPrefix) ? { ...unbounded, maxCount: 1 } : unbounded;

export const isSoftDeleted = ({ before }: Bounds): boolean => before >= softDeleteFrom;

/** The lowest revision that can still be read while `head` is the last one. */
export const firstReadable = ({ maxCount, before }: Bounds, head: number): number =>
  Math.max(0, before, head - maxCount + 1);

/** Reads metadata; undefined if it is not a JSON object, and then it has no effect. */
export const boundsFrom = (data: Uint8Array): Bounds | undefined => {
  try {
    const metadata = JSON.parse(Buffer.from(data).toString()) as Record<string, unknown> | null;
    if (typeof metadata !== 'object' || metadata === null) return undefined;
    const { $maxCount: maxCount, $tb: before } = metadata;
    return {
      maxCount: typeof maxCount === 'number' && maxCount >= 1 ? maxCount : Infinity,
      before: typeof before === 'number' && before > 0 ? before : 0,
      tombstoned: false,
      metadata,
    };
  } catch {
    return undefined;
  }
};

/** Metadata of the protocol that is stored and given back, and does nothing here. */
export const withoutEffect = ({ metadata }: Bounds): readonly string[] =>
  Object.keys(metadata).filter((key) => /^\$(?!maxCount$|tb$)/.test(key));
