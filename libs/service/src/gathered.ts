type Round<Item, Result> = { readonly items: Item[]; readonly result: Promise<Result> };

/**
 * Does `work` for many at once: one call at a time, and what comes meanwhile goes along with the
 * next. So a slow database is asked seldom for much, instead of often for little. All who went
 * along get the one result, or its failure; the next call is made all the same.
 */
export const gathered = <Item, Result>(
  work: (items: readonly Item[]) => Promise<Result>,
): ((items: readonly Item[]) => Promise<Result>) => {
  let before: Promise<unknown> = Promise.resolve();
  let next: Round<Item, Result> | undefined;

  const begin = (): Round<Item, Result> => {
    const items: Item[] = [];
    const go = async (): Promise<Result> => {
      await Promise.allSettled([before]);
      next = undefined;
      return work(items);
    };
    const result = go();
    before = result;
    return { items, result };
  };

  return async (items) => {
    next ??= begin();
    for (const item of items) next.items.push(item);
    return next.result;
  };
};
