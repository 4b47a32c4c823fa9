import type { Topic } from '@vestibule/contracts';
import { policyAt, presets } from '@vestibule/domain';
import type { EventMetadata, Recorded } from '@vestibule/streams';
import { type Stuck, projector, touch } from '@vestibule/views';
import { breaker } from './breaker';
import type { Hear } from './consume';
import { type Handle, handle } from './handle';
import type { Batch } from './lanes';
import { type Letters, letters } from './letters';
import type { Ports } from './hosting';
import { type Metrics, metrics } from './metrics';
import { relay } from './relay';
import type { AnyService } from './service';

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

/** A stored event as a topic with coordinates tells it again: `restore(outbound(e)) = e`. */
const restored = ({ messages }: Batch): readonly Recorded[] =>
  messages.flatMap(({ id, type, data, coordinates }) => {
    if (!coordinates) return [];
    const { stream, revision } = coordinates;
    const metadata = coordinates.metadata as EventMetadata;
    return [{ id, type, data, position: '', stream, revision, metadata }];
  });

const projecting = (service: AnyService, ports: Ports, seen: Metrics) => {
  const { database, streams, system } = ports;
  const { view } = service;
  if (!view || !database) return undefined;
  const { nowMs } = system;
  const alert = (stuck: Stuck) => seen.trouble('view', stuck);
  const apply = projector({ view, database, streams, nowMs, alert });
  return {
    apply: async (events: readonly Recorded[]) => {
      await apply(events);
      seen.count('projected', events.length);
    },
    /** Nothing came, and nothing is missing: what the rows say is as of now. */
    touch: async () => touch({ view, database }, nowMs()),
  };
};

/** Runs one service on its ports. The same for all four: only the service value differs. */
export const host = (service: AnyService, instance: string, ports: Ports): Host => {
  const { streams, topics, system, log } = ports;
  const seen = metrics(service.name, log, system.nowMs);
  const bury = letters(topics, service.name, { version, metrics: seen });

  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // whoever runs the host listens; a twin in a test may not
  const opened = breaker(system, fail);
  const trip = (what: 'failure' | 'quarantine') => {
    if (what === 'failure') seen.count('failures');
    opened(what);
  };

  const policy = (atMs: number) => policyAt([presets.seed], atMs);
  const token = system.token();
  const decided: Handle = handle(service, token, {
    streams,
    topics,
    letters: bury,
    system,
    trip,
    policyAt: policy,
    metrics: seen,
    ...(ports.database && { database: ports.database }),
  });
  const project = projecting(service, ports, seen);

  const hear: Hear = async (batch) => {
    const [settled] = await Promise.all([decided.batch(batch), project?.apply(restored(batch))]);
    return settled;
  };

  const running: { stop: () => Promise<void>; healthy: () => boolean }[] = [];
  return {
    service,
    ports,
    metrics: seen,
    letters: bury,
    handle: hear,
    handlers: new Map(service.consumes.map((topic: Topic) => [topic, hear])),
    healthy: () => running.every(({ healthy }) => healthy()),
    failed,
    fail: (error) => fail(error),
    start: () => {
      running.push(
        relay(service, {
          instance,
          streams,
          topics,
          system,
          metrics: seen,
          ...(project && { before: project.apply, whenCaughtUp: project.touch }),
        }),
      );
      const also = service.also?.({
        instance,
        token,
        ports,
        metrics: seen,
        decide: decided.orders,
      });
      if (also) running.push(also);
    },
    stop: async () => {
      await Promise.all(running.map(async ({ stop }) => stop()));
    },
  };
};
