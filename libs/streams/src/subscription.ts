import { streamNameFilter, type AllStreamSubscription, type Client } from './client';
import type { RecordedEvent } from './client';
import { gatherer } from './gatherer';
import { logPositionFrom } from './recorded';
import type { FollowOptions } from './streams';

/** `caughtUp` stands behind the last event before the end of the log. */
export type Item = RecordedEvent | 'caughtUp';

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

const checkpointInterval = 1_000;

const open = (client: Client, { prefixes, after }: FollowOptions): AllStreamSubscription =>
  client.subscribeToAll({
    fromPosition: after === undefined ? 'start' : logPositionFrom(after),
    // Its checkpoints run ahead of events that wait in the client's buffers (E9): nobody listens.
    filter: streamNameFilter({ prefixes: [...prefixes], checkpointInterval }),
  });

/**
 * Subscribes to everything after `options.after`. The client is paused while a whole batch waits,
 * so that a slow reader costs two batches of memory at most.
 */
export const subscribe = (
  { client, gatherMs, confirmMs }: SubscribeOptions,
  options: FollowOptions,
): Subscribed => {
  const { batchMax = 500 } = options;
  const { put, isFull, take, end } = gatherer<Item>(batchMax, gatherMs);
  const call = open(client, options);
  let overtaken = 0;
  let cause: unknown = new Error('The subscription ended.');

  const finish = (why?: unknown): void => {
    clearTimeout(unconfirmed);
    cause = why ?? cause;
    end();
  };
  const unconfirmed = setTimeout(() => {
    finish(new Error(`The subscription was not confirmed within ${confirmMs} ms.`));
  }, confirmMs);

  call.on('confirmation', () => clearTimeout(unconfirmed));
  call.on('data', ({ event }) => {
    if (event) put(event);
    overtaken -= 1;
    if (overtaken === 0) put('caughtUp');
    if (isFull()) call.pause();
  });
  // The report overtakes the events that still wait in the client's buffer.
  call.on('caughtUp', () => {
    overtaken = call.readableLength;
    if (overtaken === 0) put('caughtUp');
  });
  call.on('error', finish);
  call.on('end', () => finish());

  return {
    take: async () => {
      const items = await take();
      call.resume();
      return items;
    },
    cause: () => cause,
    end: () => {
      finish();
      call.unsubscribe().catch(() => undefined);
    },
  };
};
