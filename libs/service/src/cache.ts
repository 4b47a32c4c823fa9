import { bounded } from './bounded';
import type { Entry } from './history';

/** Folded state of the streams met lately, by stream name. */
export type Cache = {
  readonly get: (stream: string) => Entry | undefined;
  /** Keeps an entry unless a newer one is there. */
  readonly keep: (stream: string, entry: Entry) => void;
  /** After a conflict or an append without an answer. */
  readonly drop: (stream: string) => void;
};

/** Bounded by count: `entriesMax` streams (an idle pair takes about 2 KiB). */
export const cache = (entriesMax = 50_000): Cache => {
  const entries = bounded<Entry>(entriesMax);
  return {
    get: (stream) => entries.get(stream),
    keep: (stream, entry) => {
      const known = entries.peek(stream);
      if (!known || known.revision < entry.revision) entries.set(stream, entry);
    },
    drop: (stream) => {
      entries.delete(stream);
    },
  };
};
