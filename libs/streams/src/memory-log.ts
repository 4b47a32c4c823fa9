import { randomUUID } from 'node:crypto';
import { bytesOf, type Written } from './serialise';
import { signal } from './signal';
import type { Appended, Position } from './streams';

/** An event of the twin: text, so that nobody shares an object with the store. */
export type Stored = Written & {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
};

export type MemoryLog = {
  readonly append: (stream: string, expected: number, events: readonly Written[]) => Appended;
  /** What a read may see: all of the stream, or the newest `$maxCount`. */
  readonly visible: (stream: string) => readonly Stored[];
  readonly isClosed: (stream: string) => boolean;
  readonly tombstone: (stream: string) => void;
  readonly at: (index: number) => Stored | undefined;
  readonly size: () => number;
  /** Index of the first event after a position; throws for one that the store never gave. */
  readonly indexBehind: (position: Position) => number;
  /** Resolves when the next event was written, or when somebody was woken. */
  readonly grown: () => Promise<void>;
  readonly wake: () => void;
};

const maxCountIn = (metadata: Stored | undefined): number => {
  if (!metadata) return Infinity;
  const { $maxCount = Infinity } = JSON.parse(metadata.data) as { $maxCount?: number };
  return $maxCount;
};

/** The state of the memory twin and its verdict on an append; synchronous, so atomic. */
export const memoryLog = (): MemoryLog => {
  const all: Stored[] = [];
  const streams = new Map<string, Stored[]>();
  const indexes = new Map<Position, number>();
  const closed = new Set<string>();
  let bytes = 0;
  let growth = signal();

  const wake = (): void => {
    growth.raise();
    growth = signal();
  };

  const visible = (stream: string): readonly Stored[] => {
    const kept = streams.get(stream) ?? [];
    const maxCount = maxCountIn(streams.get(`$$${stream}`)?.at(-1));
    return kept.length > maxCount ? kept.slice(-maxCount) : kept;
  };

  const store = (stream: string, revision: number, event: Written): Stored => {
    const { id, type, data, metadata } = event;
    const stored = { id, type, data, metadata, stream, revision, position: String(bytes) };
    indexes.set(stored.position, all.length);
    all.push(stored);
    // Positions are offsets, as in a real log: nobody may count with them.
    bytes += bytesOf([event]) + 64;
    wake();
    return stored;
  };

  const isRepetition = (stream: string, expected: number, events: readonly Written[]): boolean => {
    const seen = visible(stream);
    const hidden = seen[0]?.revision ?? 0;
    return events.every(({ id }, index) => seen[expected + 1 + index - hidden]?.id === id);
  };

  return {
    visible,
    append: (stream, expected, events) => {
      if (closed.has(stream)) return { type: 'closed' };
      const kept = streams.get(stream) ?? [];
      const current = kept.length - 1;
      const revision = expected + events.length;
      if (expected === current) {
        events.forEach((event) => kept.push(store(stream, kept.length, event)));
        streams.set(stream, kept);
        return { type: 'appended', revision };
      }
      return expected < current && isRepetition(stream, expected, events)
        ? { type: 'appended', revision }
        : { type: 'conflict', revision: current };
    },
    isClosed: (stream) => closed.has(stream),
    tombstone: (stream) => {
      closed.add(stream);
      const id = randomUUID();
      store(stream, 0, { id, type: '$streamDeleted', data: '{}', metadata: '{}' });
    },
    at: (index) => all[index],
    size: () => all.length,
    indexBehind: (position) => {
      const index = indexes.get(position);
      if (index === undefined) throw new Error(`No event stands at position ${position}.`);
      return index + 1;
    },
    grown: () => growth.raised,
    wake,
  };
};
