import { setTimeout as wait } from 'node:timers/promises';
import {
  CancelledError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  type Client,
  type RecordedEvent,
  type StreamingRead,
} from './client';
import { reachable } from './reachable';
import { positionFrom, recordedFrom } from './recorded';
import { StreamClosedError, type Recorded, type Streams } from './streams';
import { within } from './within';

export type ReadsOptions = {
  readonly url: string;
  readonly client: Client;
  readonly timeoutMs: number;
  readonly closed: AbortSignal;
};

export type Reads = Pick<Streams, 'read' | 'last' | 'head'>;

type Resolved = { readonly event?: RecordedEvent };

const pageMax = 1_000;
const retryPauseMs = 100;

/**
 * All events of one bounded read. It never leaves the call open (E8) and ends it after `timeoutMs`,
 * because the client sets reads no deadline.
 */
const collect = async (call: StreamingRead<Resolved>, timeoutMs: number) => {
  const found: RecordedEvent[] = [];
  const read = new Promise<readonly RecordedEvent[]>((resolve, reject) => {
    call.on('data', ({ event }) => event && found.push(event));
    call.on('end', () => resolve(found));
    call.on('error', reject);
    call.on('close', () => reject(new Error('The read was broken off.')));
  });
  try {
    return await within(read, timeoutMs, 'A read');
  } finally {
    call.destroy();
    // Cancelling waits until the call exists, which it never may on a silent connection.
    call.cancel().catch(() => undefined);
  }
};

const isStale = (error: unknown): boolean =>
  error instanceof UnavailableError || error instanceof CancelledError;

/** Makes calls again once, because the first failure of a stale connection is not worth telling. */
const callerOf = ({ url, timeoutMs, closed }: ReadsOptions) => {
  let stale = false;

  const once = async (call: () => StreamingRead<Resolved>) => {
    if (closed.aborted) throw new Error('The streams were closed.');
    if (stale) await reachable(url);
    try {
      const found = await collect(call(), timeoutMs);
      stale = false;
      return found;
    } catch (error) {
      stale = isStale(error);
      throw error;
    }
  };

  return async (call: () => StreamingRead<Resolved>) =>
    once(call).catch(async (error: unknown) => {
      if (!isStale(error)) throw error;
      await wait(retryPauseMs);
      return once(call);
    });
};

/** Reads of one stream: its end is known from a page that is not full. */
export const reads = (options: ReadsOptions): Reads => {
  const { client } = options;
  const collected = callerOf(options);

  const page = async (stream: string, from: bigint | 'end'): Promise<readonly Recorded[]> => {
    const direction = from === 'end' ? 'backwards' : 'forwards';
    const maxCount = from === 'end' ? 1 : pageMax;
    const extent = { fromRevision: from, direction, maxCount } as const;
    try {
      const found = await collected(() => client.readStream(stream, extent));
      return found.map(recordedFrom);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      if (error instanceof StreamDeletedError) throw new StreamClosedError(stream);
      throw error;
    }
  };

  const read = async (stream: string, from = 0): Promise<readonly Recorded[]> => {
    const events: Recorded[] = [];
    for (let next = from, more = true; more;) {
      const found = await page(stream, BigInt(next));
      found.forEach((event) => events.push(event));
      next = (events.at(-1)?.revision ?? next) + 1;
      more = found.length === pageMax;
    }
    const gap = events.findIndex(
      ({ revision }, at) => revision !== (events[0]?.revision ?? 0) + at,
    );
    if (gap === -1) return events;
    throw new Error(`${stream} was read with a gap before revision ${events[gap]?.revision}.`);
  };

  return {
    read,
    last: async (stream) => (await page(stream, 'end'))[0],
    head: async () => {
      const extent = { direction: 'backwards', fromPosition: 'end', maxCount: 1 } as const;
      const [newest] = await collected(() => client.readAll(extent));
      return newest?.position && positionFrom(newest.position);
    },
  };
};
