import type { AccountCommand } from '@vestibule/domain';
import { type Order, type Ports, type Relay, type Running, restarting } from '@vestibule/service';
import { type DueAccount, type DueAsked, dueAccounts } from '@vestibule/views';

/** Finds the accounts that time has changed: in the read model, where there is one. */
export type FindDue = (ports: Ports, asked: DueAsked) => Promise<readonly DueAccount[]>;

const name = 'birthdays';
const lookEveryMs = 10 * 60_000;
/** Also the reads in flight at the store. */
const batchMax = 100;

export const dueInRows: FindDue = async ({ database }, asked) =>
  database ? dueAccounts(database, asked) : [];

/** Each of them may follow from one event once, in this order. */
const partOf = ({ reached }: DueAccount): number => {
  if (reached === null) return 2;
  return reached === '18plus' ? 1 : 0;
};

/**
 * What time makes of an event is a machine command of that event. So two processes that look at
 * once record one birthday, and neither moves the clock by which people's own commands are late.
 */
const orderFor = async (due: DueAccount, { streams, system }: Ports) => {
  const { accountId: actor, originRevision: revision, reached } = due;
  const stream = `account-${actor}`;
  const [origin] = await streams.read(stream, revision);
  if (!origin) throw new Error(`${stream} has no event ${revision}: its row is not of this store.`);
  const part = partOf(due);
  const order: Order<AccountCommand> = {
    stream,
    commandId: `${stream}@${revision}/${part}`,
    source: { stream, revision, part, eventId: origin.id },
    correlationId: origin.metadata.$correlationId,
    ingestedAtMs: system.nowMs(),
    command: {
      type: reached === null ? 'ForgetPhone' : 'NoteBirthday',
      data: { actor, ingestedAtMs: system.nowMs() },
    },
  };
  return order;
};

/** One stream that cannot be read must not keep the others waiting: the next look tries again. */
const ordersFor = async (due: readonly DueAccount[], { ports, metrics }: Running) => {
  const orders = await Promise.all(
    due.map(async (each) => {
      try {
        return [await orderFor(each, ports)];
      } catch (error) {
        metrics.trouble(name, error);
        return [];
      }
    }),
  );
  return orders.flat();
};

/** One look at all accounts, some at a time. */
const look = async (find: FindDue, running: Running, stopping: AbortSignal): Promise<void> => {
  const { ports, metrics, decide } = running;
  const atMs = ports.system.nowMs();
  let after = '';
  while (!stopping.aborted) {
    const due = await find(ports, { atMs, after, limit: batchMax });
    if (!(await decide(await ordersFor(due, running))))
      metrics.trouble(name, new Error('some must wait'));
    const last = due.at(-1);
    if (!last || due.length < batchMax) return;
    after = last.accountId;
  }
};

/**
 * Looks at the start and every ten minutes for birthdays that matter, and for numbers of deleted
 * accounts that have rested. Any number of processes may do so: state and source tell repeats.
 * Nothing depends on its being in time, since facts compute the age band of their own instant.
 */
export const birthdays =
  (find: FindDue) =>
  (running: Running): Relay => {
    const { metrics, ports } = running;
    const needs = { system: ports.system, metrics };
    return restarting(needs, name, async (stopping) => {
      await look(find, running, stopping);
      await ports.system.wait(lookEveryMs, stopping);
    });
  };
