import { type ConversationCommand, dayMs } from '@vestibule/domain';
import { type Order, type Relay, type Running, restarting } from '@vestibule/service';
import { type Database, type WaitingRequest, requestsOlderThan } from '@vestibule/views';

const lookEveryMs = 60_000;
const pageSize = 200;

/** The id names the placement, so that several processes ask the same. */
const order = (
  { person, other, conversationId, newest, newestAtMs, revision }: WaitingRequest,
  nowMs: number,
): Order<ConversationCommand> => {
  const stream = `inbox-${person}`;
  return {
    stream: `pair-${conversationId}`,
    commandId: `${stream}@${revision}/0`,
    source: { stream, revision, part: 0, eventId: newest },
    quiet: true,
    correlationId: newest,
    ingestedAtMs: nowMs,
    command: {
      type: 'ExpireRequest',
      data: {
        by: person,
        to: other,
        newest,
        newestAtMs,
        ingestedAtMs: nowMs,
        // Only those who are active are found.
        facts: { by: { standing: 'active' } },
      },
    },
  };
};

/** Asks once for everything that is due; what lies there no more leaves no event. */
const expireDue = async ({ ports, policyAt, decide }: Running, database: Database) => {
  const nowMs = ports.system.nowMs();
  const { ttlDays } = policyAt(nowMs).request;
  if (ttlDays === null) return;
  const beforeMs = nowMs - ttlDays * dayMs;
  let after: WaitingRequest | undefined;
  let due: readonly WaitingRequest[];
  do {
    due = await requestsOlderThan(database, { beforeMs, limit: pageSize, after });
    await decide(due.map((request) => order(request, nowMs)));
    after = due.at(-1);
  } while (due.length === pageSize);
};

/**
 * Looks every minute for requests that nobody answered in time. The rules alone say whether one
 * expires: the rows may be late, and any number of processes may ask. Without a database nothing
 * expires; without an answer of it things expire later, and decisions go on.
 */
export const expiry = (running: Running): Relay => {
  const { ports, metrics } = running;
  const { database, system } = ports;
  const looking = restarting({ system, metrics }, 'expiry', async (stopping) => {
    while (!stopping.aborted) {
      try {
        if (database) await expireDue(running, database);
      } catch (error) {
        metrics.trouble('expiry', error);
      }
      await system.wait(lookEveryMs, stopping);
    }
  });
  return { ...looking, healthy: () => true };
};
