import type { Streams } from '@vestibule/streams';
import type { Topics } from '@vestibule/topics';
import type { Ledger } from './ledger';

/** What a story runs on: the bus, the store, and how a person's lists are read. */
export type Ground = {
  readonly topics: Topics;
  readonly streams: Streams;
  readonly nowMs: () => number;
  readonly lists: (person: string) => Promise<readonly Listed[]>;
  readonly texts: (person: string, conversationId: string) => Promise<readonly string[]>;
  /** Resolves when nothing moves any more. */
  readonly settled: (ledger: Ledger) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Listed = { readonly conversationId: string; readonly folder: string };
