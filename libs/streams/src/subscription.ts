import { type Client, openSubscription, type SubscriptionCall } from './client';
import { gatherer } from './gatherer';
import { decodeHeard, type Stored } from './read-codec';
import type { FollowOptions } from './streams';

/** `caughtUp` stands behind the last event before the end of the log. */
export type Item = Stored | 'caughtUp';

/** One subscription, from its call to its end. */
export type Subscribed = {
  /** What came next, in log order; empty when there will be no more. */
  readonly take: () => Promise<readonly Item[]>;
  /** Why there are no more. */
  readonly cause: () => unknown;
  readonly end: () => void;
};

export type SubscribeOptions = {
  readonly url: string;
  readonly client: Client;
  readonly gatherMs: number;
  readonly confirmMs: number;
};

/**
 * Subscribes to everything after `options.after`. The call is paused while a whole batch waits, so
 * that a slow reader costs two batches of memory at most.
 */
export const subscribe = (
  { client, gatherMs, confirmMs }: SubscribeOptions,
  options: FollowOptions,
): Subscribed => {
  const { batchMax = 500 } = options;
  const { put, isFull, take, end } = gatherer<Item>(batchMax, gatherMs);
  const opening = openSubscription(client, options);
  let opened: SubscriptionCall | undefined;
  let cause: unknown = new Error('The subscription ended.');

  const finish = (why?: unknown): void => {
    clearTimeout(unconfirmed);
    cause = why ?? cause;
    end();
  };
  const unconfirmed = setTimeout(() => {
    finish(new Error(`The subscription was not confirmed within ${confirmMs} ms.`));
  }, confirmMs);

  const hear = (call: SubscriptionCall, bytes: Buffer): void => {
    const heard = decodeHeard(bytes);
    if (heard === 'confirmed') clearTimeout(unconfirmed);
    else if (heard !== 'nothing') put(heard);
    if (isFull()) call.pause();
  };
  const listen = (call: SubscriptionCall): void => {
    opened = call;
    call.on('error', finish);
    call.on('end', () => finish());
    call.on('data', (bytes: Buffer) => {
      try {
        hear(call, bytes);
      } catch (unread) {
        finish(unread);
        call.cancel();
      }
    });
  };
  opening.then(listen, finish);

  return {
    take: async () => {
      const items = await take();
      opened?.resume();
      return items;
    },
    cause: () => cause,
    end: () => {
      finish();
      opening.then(
        (call) => call.cancel(),
        () => undefined,
      );
    },
  };
};
