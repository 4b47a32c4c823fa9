import { bounded } from '@vestibule/service';
import { nowhere, type Place } from './place';
import type { Said } from './said';

/** Something told to one person; `place` is where that person's streams stand with it. */
export type Told = { readonly said: Said; readonly place: Place };

/** What was heard for a person, and where it stands in which of their streams. */
export type HeardFor = {
  readonly person: string;
  readonly source: keyof Place;
  readonly revision: number;
  readonly said: Said;
};

export type Listener = (told: Told) => void;

export type Feed = {
  readonly hear: (heard: HeardFor) => void;
  /** Tells what comes from now on, and first what lies behind `after` as far as it is kept. */
  readonly listen: (
    person: string,
    listener: Listener,
    after?: Place,
  ) => { readonly stop: () => void };
  readonly listeners: (person: string) => number;
  readonly size: () => number;
};

export type FeedLimits = {
  /** Told last to one person, kept for who comes back. */
  readonly keptMax: number;
  /** Persons for whom anything is kept; those with nothing new longest go first. */
  readonly personsMax: number;
};

type Kept = { readonly place: Place; readonly told: readonly (Told & Pick<HeardFor, 'source'>)[] };

const isBehind = ({ place, source }: Kept['told'][number], after: Place): boolean =>
  place[source] > after[source];

/** A notice is told once, however many channels and devices told it. */
const isToldAlready = (said: Said, { told }: Kept): boolean =>
  said.type === 'notice' &&
  told.some((one) => one.said.type === 'notice' && one.said.cause === said.cause);

/** What is told to persons while they listen. */
export const feed = ({ keptMax, personsMax }: FeedLimits): Feed => {
  const kept = bounded<Kept>(personsMax);
  const listening = new Map<string, Set<Listener>>();

  return {
    hear: ({ person, source, revision, said }) => {
      const known = kept.get(person) ?? { place: nowhere, told: [] };
      const { place: before, told } = known;
      if (revision <= before[source]) return; // topics repeat; revisions do not
      const place = { ...before, [source]: revision };
      if (isToldAlready(said, known)) return void kept.set(person, { place, told });
      kept.set(person, { place, told: [...told, { said, place, source }].slice(-keptMax) });
      for (const listener of listening.get(person) ?? []) listener({ said, place });
    },
    listen: (person, listener, after) => {
      const told = kept.get(person)?.told ?? [];
      if (after) told.filter((one) => isBehind(one, after)).forEach(listener);
      const listeners = listening.get(person) ?? new Set<Listener>();
      listening.set(person, listeners.add(listener));
      const stop = () => {
        listeners.delete(listener);
        if (listeners.size === 0 && listening.get(person) === listeners) listening.delete(person);
      };
      return { stop };
    },
    listeners: (person) => listening.get(person)?.size ?? 0,
    size: () => [...listening.values()].reduce((sum, { size }) => sum + size, 0),
  };
};
