import { conversationIdOf } from '@vestibule/contracts';
import type { InboxEvent } from '@vestibule/domain';
import { gating } from '@vestibule/gating';
import type { AnyService, System } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import { until } from './until';

type Placed = Extract<InboxEvent, { type: 'MessagePlaced' }>;

/** What the rows say of the newest request of `other` before `person`, folded from the stream. */
const waitingIn = async (streams: Streams, person: string, other: string) => {
  const conversationId = conversationIdOf(person, other);
  const events = await streams.read(`inbox-${person}`);
  const newest = events.findLast(({ type, data }) => {
    const placed = data as Placed['data'];
    return type === 'MessagePlaced' && placed.conversationId === conversationId;
  });
  if (!newest) throw new Error('Nothing lies there.');
  const { messageId, atMs } = newest.data as Placed['data'];
  return {
    person,
    other,
    conversation_id: conversationId,
    newest: messageId,
    at_ms: String(atMs),
    revision: newest.revision,
  };
};

/** Gating with its own timer for requests that nobody answers: it looks when a story says so. */
export const lapsing = (streams: Streams) => {
  let rows: object[] = [];
  let look = (): void => undefined;
  const wait: System['wait'] = async (_, signal) =>
    new Promise((resolve) => {
      look = resolve;
      signal?.addEventListener('abort', () => resolve());
      if (signal?.aborted) resolve();
    });
  const database = {
    query: async () => rows.splice(0) as never,
    transaction: async () => Promise.reject(new Error('The timer only reads.')),
    close: async () => {},
  };
  const timed: AnyService = {
    ...gating,
    also: (running) => {
      const { ports } = running;
      const own = { ...ports, database, system: { ...ports.system, wait } };
      return gating.also!({ ...running, ports: own });
    },
  };
  return {
    timed,
    lapses: async (person: string, other: string): Promise<void> => {
      rows = [await waitingIn(streams, person, other)];
      look();
      const pair = `pair-${conversationIdOf(person, other)}`;
      await until('the expiry', async () =>
        (await streams.read(pair)).some(({ type }) => type === 'RequestExpired') ? true : undefined,
      );
    },
  };
};
