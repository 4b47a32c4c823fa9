import type { Topic } from '@vestibule/contracts';
import type { EventMetadata, Recorded } from '@vestibule/streams';
import { type Stuck, projector, touch } from '@vestibule/views';
import { breaker } from './breaker';
import type { Hear } from './consume';
import { gathered } from './gathered';
import { type Orders, handle } from './handle';
import type { Batch } from './lanes';
import { type Letters, letters } from './letters';
import type { Ports } from './ports';
import { policyLeadMsDefault, processOf } from './process';
import { type Metrics, metricsIn } from './metrics';
import { relay } from './relay';
import type { Relay } from './restarting';
import type { System } from './system';
import type { AnyService, Running } from './service';

export type Host = {
  readonly service: AnyService;
  readonly ports: Ports;
  readonly metrics: Metrics;
  readonly letters: Letters;
  /** One batch of a topic: decided, appended, and shown in the read model. */
  readonly handle: Hear;
  /** Who handles which topic, for a consumer without Nest. */
  readonly handlers: ReadonlyMap<Topic, Hear>;
  readonly healthy: () => boolean;
  /** Rejects when this process should end. */
  readonly failed: Promise<never>;
  readonly fail: (error: unknown) => void;
  /** Starts publishing; and whatever else the service does by itself. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

const version = '0.1.0';

/**
 * A stored event as a topic with coordinates tells it again: `restore(outbound(e)) = e`. What the
 * service said itself is not restored: its rows were written before anybody was told, from more.
 */
const restored = ({ produces }: AnyService, { topic, messages }: Batch): readonly Recorded[] => {
  if (produces.some(({ name }) => name === topic)) return [];
  return messages.flatMap(({ id, type, data, coordinates }) => {
    if (!coordinates) return [];
    const { stream, revision } = coordinates;
    const metadata = coordinates.metadata as EventMetadata;
    return [{ id, type, data, position: '', stream, revision, metadata }];
  });
};

const projecting = (service: AnyService, ports: Ports, seen: Metrics) => {
  const { database, streams, system } = ports;
  const { views = [] } = service;
  if (views.length === 0 || !database) return undefined;
  const { nowMs } = system;
  const alert = (stuck: Stuck) => seen.trouble('view', stuck);
  // The batches of all partitions and the relay write the same rows: together, in few transactions.
  const writers = views.map((view) =>
    gathered(projector({ view, database, streams, nowMs, alert })),
  );
  return {
    apply: async (events: readonly Recorded[]) => {
      await Promise.all(writers.map(async (write) => write(events)));
      seen.count('projected', events.length);
    },
    /** Nothing came, and nothing is missing: what the rows say is as of now. */
    touch: async () => {
      await Promise.all(views.map(async (view) => touch({ view, database }, nowMs())));
    },
  };
};

/** The settler of what the service reserves; it has its orders decided among the reservations. */
const settlingOf = (
  { reserves }: AnyService,
  { decide, ...needs }: Omit<Running, 'decide'> & { readonly decide: Orders | undefined },
) => reserves && decide && { settler: () => reserves.settle({ ...needs, decide }) };

/** How a process learns that it should end, and what counts towards that. */
const failing = (system: System, seen: Metrics) => {
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // whoever runs the host listens; a twin in a test may not
  const opened = breaker(system, (error) => fail(error));
  const trip = (what: 'failure' | 'quarantine') => {
    if (what === 'failure') seen.count('failures');
    opened(what);
  };
  return { failed, trip, fail: (error: unknown) => fail(error) };
};

/**
 * Runs one service on its ports. The same for all of them: only the service value differs. A host
 * without a process about it follows the policy by itself.
 */
export const host = (service: AnyService, instance: string, ports: Ports): Host => {
  const { topics, system, log } = ports;
  const needs = { ...ports, policyLeadMs: policyLeadMsDefault };
  const { policies, registry } = ports.process ?? processOf(service.name, needs);
  const seen = metricsIn(registry)(service.name, log, system.nowMs);
  const bury = letters(topics, service.name, { version, metrics: seen });
  const { failed, fail, trip } = failing(system, seen);
  const token = system.token();
  const hosting = { ...ports, ...policies, letters: bury, trip, metrics: seen };
  const decided = handle(service, token, hosting);
  const project = projecting(service, ports, seen);

  const hear: Hear = async (batch) => {
    const [settled] = await Promise.all([
      decided.batch(batch),
      project?.apply(restored(service, batch)),
    ]);
    return settled;
  };

  const begin = (): readonly Relay[] => {
    const rows = project && { before: project.apply, whenCaughtUp: project.touch };
    const { policyAt, wordsAt } = policies;
    const about = { instance, token, ports, metrics: seen, policyAt, wordsAt };
    const settling = settlingOf(service, { ...about, decide: decided.reservations });
    const publishing = relay(service, { ...ports, instance, metrics: seen, ...rows, ...settling });
    const also = service.also?.({ ...about, decide: decided.orders });
    const alone = ports.process ? [] : [policies.follow(seen)];
    return [publishing, ...(also ? [also] : []), ...alone];
  };

  let running: readonly Relay[] = [];
  return {
    service,
    ports,
    metrics: seen,
    letters: bury,
    handle: hear,
    handlers: new Map(service.consumes.map((topic: Topic) => [topic, hear])),
    healthy: () => running.every(({ healthy }) => healthy()),
    failed,
    fail,
    start: () => {
      running = begin();
    },
    stop: async () => {
      await Promise.all(running.map(async ({ stop }) => stop()));
    },
  };
};
