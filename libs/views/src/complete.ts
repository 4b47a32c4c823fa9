import {
  StreamClosedError,
  UnreadableEventError,
  type Recorded,
  type Streams,
} from '@vestibule/streams';
import type { Marks } from './marks';
import { goesOn, slicesOf, type ByStream } from './slices';

type Store = Pick<Streams, 'read' | 'last'>;

/** Reads in flight at the store. */
const readsMax = 16;

/** The store has less than was applied, or something else: it was restored, or is another one. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';

  constructor(
    readonly stream: string,
    what: string,
  ) {
    super(`${stream}: ${what}`);
  }
}

const checkHead = async (store: Store, stream: string, revision: number): Promise<void> => {
  const head = (await store.last(stream))?.revision ?? -1;
  if (head < revision)
    throw new HistoryError(stream, `the store ends at ${head}, ${revision} was applied.`);
};

const readBehind = async (
  store: Store,
  stream: string,
  { from, to }: { from: number; to: number },
): Promise<readonly Recorded[]> => {
  const events = await store.read(stream, from);
  const last = events.at(-1)?.revision ?? from - 1;
  if (last >= to && goesOn(events, from - 1)) return events;
  throw new HistoryError(stream, `${to} was told, but from ${from} the store has up to ${last}.`);
};

/** The events of one stream that are to come next, without a gap. */
const completeOne = async (
  store: Store,
  marks: Marks,
  [stream, events]: readonly [string, readonly Recorded[]],
): Promise<readonly Recorded[]> => {
  const { revision = -1, eventId = null } = marks.get(stream) ?? {};
  const known = events.find((event) => event.revision === revision);
  if (known && eventId !== null && known.id !== eventId)
    throw new HistoryError(stream, `another event than ${known.id} was applied at ${revision}.`);

  const newest = events.at(-1)?.revision ?? -1;
  if (newest < revision) await checkHead(store, stream, revision);
  const fresh = events.filter((event) => event.revision > revision);
  return goesOn(fresh, revision)
    ? fresh
    : readBehind(store, stream, { from: revision + 1, to: newest });
};

/** `events` are to be applied next; `unreadable` tells why a stream cannot even be read. */
export type Whole = {
  readonly events: readonly Recorded[];
  readonly unreadable: ReadonlyMap<string, unknown>;
};

/**
 * What is to be applied next of each stream: repeats dropped, gaps filled from the store. The marks
 * may be behind by the time they are locked, never ahead, because they do not fall.
 */
export const complete = async (store: Store, marks: Marks, given: ByStream): Promise<Whole> => {
  const events: Recorded[] = [];
  const unreadable = new Map<string, unknown>();

  const gather = async (entry: readonly [string, readonly Recorded[]]): Promise<void> => {
    try {
      events.push(...(await completeOne(store, marks, entry)));
    } catch (error) {
      // One damaged stream must not stop the others; a store that is away stops all.
      if (!(error instanceof StreamClosedError || error instanceof UnreadableEventError))
        throw error;
      unreadable.set(entry[0], error);
    }
  };

  for (const some of slicesOf([...given], readsMax)) await Promise.all(some.map(gather));
  return { events, unreadable };
};
