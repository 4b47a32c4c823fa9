import type { Recorded } from '@vestibule/streams';

/** Events by stream: oldest first, each revision once. */
export type ByStream = ReadonlyMap<string, readonly Recorded[]>;

/** Cuts a list into pieces of at most `size`. */
export const slicesOf = <Item>(
  items: readonly Item[],
  size: number,
): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

const tidied = (events: readonly Recorded[]): readonly Recorded[] => {
  const byRevision = new Map(events.map((event) => [event.revision, event]));
  return [...byRevision.values()].toSorted((one, two) => one.revision - two.revision);
};

export const byStream = (events: readonly Recorded[]): ByStream => {
  const gathered = new Map<string, Recorded[]>();
  events.forEach((event) => {
    const known = gathered.get(event.stream);
    if (known) known.push(event);
    else gathered.set(event.stream, [event]);
  });
  return new Map([...gathered].map(([stream, own]) => [stream, tidied(own)]));
};

/** Whether `events`, each revision once, go on right behind `revision`. */
export const goesOn = (events: readonly Recorded[], revision: number): boolean =>
  events.every((event, index) => event.revision === revision + 1 + index);

/** The newest time that the events speak of, 0 for none. */
export const newestAtMs = (events: readonly Recorded[]): number =>
  events.reduce((newest, { data, metadata }) => {
    const { atMs = 0 } = data as { readonly atMs?: number };
    return Math.max(newest, atMs, metadata.ingestedAtMs ?? 0);
  }, 0);
