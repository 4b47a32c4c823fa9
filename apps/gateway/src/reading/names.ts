import { bounded } from '@vestibule/service';
import { type Database, namesOf } from '@vestibule/views';

export type Names = {
  /** Names by account id; who has none is absent. */
  readonly of: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

/** Names of accounts, each kept for a minute: a deleted account loses its name. */
export const names = (database: Pick<Database, 'query'>, nowMs: () => number): Names => {
  const kept = bounded<{ readonly name: string | undefined; readonly atMs: number }>(20_000);
  const keptMs = 60_000;

  const isFresh = (id: string): boolean => (kept.get(id)?.atMs ?? -keptMs) > nowMs() - keptMs;

  return {
    of: async (ids) => {
      const missing = [...new Set(ids)].filter((id) => !isFresh(id));
      const found =
        missing.length > 0 ? await namesOf(database, missing) : new Map<string, string>();
      for (const id of missing) kept.set(id, { name: found.get(id), atMs: nowMs() });
      const known = ids.flatMap((id): [string, string][] => {
        const name = kept.get(id)?.name ?? found.get(id);
        return name === undefined ? [] : [[id, name]];
      });
      return new Map(known);
    },
  };
};
