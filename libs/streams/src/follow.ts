import { backOff } from './back-off';
import { refusedArgument } from './client';
import { reachable } from './reachable';
import { recordedOf } from './recorded';
import { subscribe, type Item, type SubscribeOptions } from './subscription';
import type { Following, FollowOptions, Position, Recorded } from './streams';
import type { Trouble } from './trouble';

type Each = (events: readonly Recorded[]) => Promise<void>;

/** Events up to the first that cannot be read, and what is wrong with that one. */
const readable = (items: readonly Item[]) => {
  const events: Recorded[] = [];
  try {
    for (const item of items)
      // A tombstone stands in the stream that it closes, so it passes the filter by prefix.
      if (item !== 'caughtUp' && !item.type.startsWith('$')) events.push(recordedOf(item));
    return { events };
  } catch (broken) {
    return { events, broken };
  }
};

/**
 * Follows the log over any number of subscriptions, since none survives its connection (E10). Each
 * begins behind the last *handled* event; a batch whose handling failed ends the following.
 */
export const follower = (setup: SubscribeOptions, trouble: Trouble) => {
  return (options: FollowOptions, each: Each): Following => {
    const stopping = new AbortController();
    const { signal } = stopping;

    const handle = async (items: readonly Item[]): Promise<Position | undefined> => {
      const { events, broken } = readable(items);
      if (events.length > 0) await each(events);
      if (broken !== undefined) throw broken;
      if (items.includes('caughtUp')) options.caughtUp?.();
      return events.at(-1)?.position;
    };

    const listen = async (after: Position | undefined) => {
      const { take, end, cause } = subscribe(setup, { ...options, after });
      signal.addEventListener('abort', end);
      let handled = after;
      try {
        for (let items = await take(); items.length > 0 && !signal.aborted; items = await take())
          handled = (await handle(items)) ?? handled;
        return { handled, cause: cause() };
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    };

    const run = async (): Promise<void> => {
      let after = options.after;
      for (let failures = 0; !signal.aborted; failures += 1) {
        const from = after;
        const { handled, cause } = await reachable(setup.url).then(
          async () => listen(from),
          (unreached: unknown) => ({ handled: from, cause: unreached }),
        );
        if (signal.aborted) return;
        if (refusedArgument(cause)) throw cause;
        trouble('a subscription ended and is begun again', cause);
        if (handled !== after) failures = 0;
        after = handled;
        await backOff(failures, signal);
      }
    };

    const ended = run();
    const stop = async (): Promise<void> => {
      stopping.abort();
      await Promise.allSettled([ended]);
    };
    return { stop, ended };
  };
};
