import type { IncomingRecord } from '@vestibule/topics';
import type { LetterOf } from './letter';
import type { Hosting } from './hosting';
import { type Ends, type LaneRunner, laneRunner } from './lane';
import { type Batch, type Task, type Work, settledPrefix, workOf } from './lanes';
import { recordsOf } from './publish';
import { reserving } from './reserve';
import type { AnyService, Order, Preparing, Said } from './service';

/** Handles batches; tells how many records from the front are settled. */
export type Handle = {
  readonly batch: (batch: Batch) => Promise<number>;
  /** Decides orders that came from no topic; false when some could not be settled. */
  readonly orders: Orders;
  /** The same for the streams in which the service reserves. */
  readonly reservations?: Orders;
};

export type Orders = (orders: readonly Order[]) => Promise<boolean>;

type Understood = {
  readonly steps: readonly (readonly (Order | Said)[])[];
  readonly unfit: readonly LetterOf<IncomingRecord>[];
};

/** What each record asks for. Where our own `inbound` throws there is no stream to record it in. */
const understand = (
  service: AnyService,
  { messages, records }: Batch,
  facts: unknown,
): Understood => {
  const unfit: LetterOf<IncomingRecord>[] = [];
  const steps = messages.map((message, index): readonly (Order | Said)[] => {
    try {
      return service.inbound(message, facts);
    } catch (error) {
      const item = records[index];
      if (item) unfit.push({ item, reason: 'INTERNAL', detail: String(error) });
      return [];
    }
  });
  return { steps, unfit };
};

const preparing = (hosting: Hosting, token: string): Preparing => {
  const { database, system, policyAt, wordsAt, policyLeadMs } = hosting;
  const inForce = { policyAt, wordsAt, policyLeadMs };
  return { nowMs: system.nowMs(), token, ...inForce, ...(database && { database }) };
};

const holds = async (condition: Promise<void>): Promise<boolean> =>
  condition.then(
    () => true,
    () => false,
  );

const run = async (
  { run: lane }: LaneRunner,
  { lanes, open }: Work,
  bury: Ends['bury'],
): Promise<void> => {
  const settle: Ends['settle'] = (tasks) => {
    for (const { index } of tasks) open[index] = (open[index] ?? 0) - 1;
  };
  const ends = { settle, bury };
  await Promise.all(lanes.map(async (each) => lane(each, ends)));
};

const ordersOf =
  (runner: LaneRunner, fresh: Hosting['fresh']): Orders =>
  async (orders) => {
    if (!(await holds(fresh()))) return false;
    const work = workOf(orders.map((order) => [order]));
    // No record to keep: a failure is in the stream, and counted.
    await run(runner, work, async () => {});
    return settledPrefix(work.open) === orders.length;
  };

/** What a service reserves is decided beside it, and counted apart from people's commands. */
const reservationsOf = (service: AnyService, hosting: Hosting) => {
  if (!service.reserves) return undefined;
  const count: Hosting['metrics']['count'] = (what, by) =>
    what === 'decided' ? undefined : hosting.metrics.count(what, by);
  const metrics = { ...hosting.metrics, count };
  const runner = laneRunner(service.reserves.service, { ...hosting, metrics });
  return { ...runner, orders: ordersOf(runner, hosting.fresh) };
};

/**
 * The one handler of all services. A batch falls into lanes, one per stream; all lanes run at once;
 * each decides its commands on cached state and ends in one append at the exact revision.
 * Rejects only when the world is down (facts, policy, bus): then nothing of the batch counts as
 * settled.
 */
export const handle = (service: AnyService, token: string, hosting: Hosting): Handle => {
  const { letters, topics, fresh } = hosting;
  const reservations = reservationsOf(service, hosting);
  const reserve = reservations && reserving(service, hosting, reservations);
  const runner = laneRunner(service, hosting, reserve);

  return {
    batch: async (batch) => {
      await fresh();
      const facts: unknown = await service.prepare?.(batch.messages, preparing(hosting, token));
      const { steps, unfit } = understand(service, batch, facts);
      const work = workOf(steps);
      const recordOf = ({ index }: Task) => batch.records[index] as IncomingRecord;
      await Promise.all([
        work.said.length > 0 && topics.send(recordsOf(service, work.said)),
        letters(unfit),
        run(runner, work, async (buried) =>
          letters(buried.map(({ item, ...why }) => ({ item: recordOf(item), ...why }))),
        ),
      ]);
      return settledPrefix(work.open);
    },
    orders: ordersOf(runner, fresh),
    ...(reservations && { reservations: reservations.orders }),
  };
};
