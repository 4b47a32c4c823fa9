import { LRUCache } from 'lru-cache';

/**
 * A map of at most `max` entries; those not asked for longest go first. Sized by weights of one, because
 * a cache with a plain `max` takes up all its places at once: for 50,000 that is 4 ms and 1.5 MB.
 */
export const bounded = <Value extends object>(max: number): LRUCache<string, Value> =>
  new LRUCache<string, Value>({ maxSize: max, sizeCalculation: () => 1 });
