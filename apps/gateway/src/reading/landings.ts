import { bounded } from '@vestibule/service';

/** What a command of a person has changed in that person's own lists. */
export type Landings = {
  /** The rows show something that this command has caused in this person's inbox. */
  readonly land: (person: string, cause: string) => void;
  /** Resolves once something has; at once where it has already. */
  readonly landed: (person: string, cause: string) => Promise<void>;
};

type Landing = { readonly happened: Promise<void>; readonly happen: () => void };

const landing = (): Landing => {
  let happen: () => void = () => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happened, happen };
};

/**
 * Rows are written before anybody is told of an event, so whoever heard of it can see it. At most
 * `keptMax` are remembered, those not asked for longest go first.
 */
export const landings = (keptMax: number): Landings => {
  const kept = bounded<Landing>(keptMax);
  const of = (person: string, cause: string): Landing => {
    const key = `${person}/${cause}`;
    const known = kept.get(key) ?? landing();
    kept.set(key, known);
    return known;
  };
  return {
    land: (person, cause) => of(person, cause).happen(),
    landed: async (person, cause) => of(person, cause).happened,
  };
};
