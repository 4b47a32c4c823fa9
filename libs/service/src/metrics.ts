import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Logger } from './logger';

const counted = {
  decided: 'Commands that got their outcome here',
  repeated: 'Commands that had an outcome already',
  reserved: 'Commands that asked for a reservation first',
  settled: 'Reservations closed, and units given back',
  behind: 'Records from more than an hour behind their lane, dropped',
  conflicts: 'Appends that somebody else was ahead of',
  unknowns: 'Appends without an answer',
  lane_errors: 'Lanes left unsettled or buried',
  letters: 'Records that became dead letters',
  quarantines: 'Streams whose history could not be folded',
  failures: 'Commands on which our own code threw',
  published: 'Stored events that were said',
  projected: 'Events applied to a read model',
  pauses: 'Pauses of a partition because its records could not be settled',
  trouble: 'Things that failed and are tried again',
} as const;

export type Counted = keyof typeof counted;

/** What operators count. Labels never carry an id, a name or a text. */
export type Metrics = {
  readonly count: (what: Counted, by?: number) => void;
  /** Something failed that will be tried again: counted always, logged at most every 5 s. */
  readonly trouble: (where: string, error: unknown) => void;
  /** A figure that is asked for when it is scraped. */
  readonly gauge: (name: string, help: string, read: () => number) => void;
  readonly value: (what: Counted) => number;
  readonly scrape: () => Promise<string>;
};

const logEveryMs = 5_000;

type Mine = Counter.Internal;

/** The counters of one service in the registry of its process, each from 0. */
const countersOf = (service: string, registry: Registry): ReadonlyMap<string, Mine> => {
  const counterNamed = (name: string, help: string): Counter => {
    const known = registry.getSingleMetric(name) as Counter | undefined;
    return known ?? new Counter({ name, help, labelNames: ['service'], registers: [registry] });
  };
  return new Map(
    Object.entries(counted).map(([name, help]) => {
      const mine = counterNamed(`vestibule_${name}_total`, help).labels({ service });
      mine.inc(0);
      return [name, mine];
    }),
  );
};

/** The registry of a process; what is measured of the process itself bears the name `service`. */
export const registryOf = (service: string): Registry => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
};

/** Counters of one service, for Prometheus; several services of one process fill one registry. */
export const metricsIn =
  (registry: Registry) =>
  (service: string, log: Logger, nowMs: () => number): Metrics => {
    const counters = countersOf(service, registry);
    const totals = new Map<string, number>();
    const loggedAtMs = new Map<string, number>();

    const count = (what: Counted, by = 1) => {
      if (by === 0) return;
      counters.get(what)?.inc(by);
      totals.set(what, (totals.get(what) ?? 0) + by);
    };

    return {
      count,
      trouble: (where, error) => {
        count('trouble');
        const now = nowMs();
        if (now - (loggedAtMs.get(where) ?? 0) < logEveryMs) return;
        loggedAtMs.set(where, now);
        log.warn({ where, err: error }, 'failed, will be tried again');
      },
      gauge: (name, help, read) => {
        const collect = function collect(this: Gauge) {
          this.set({ service }, read());
        };
        const labelNames = ['service'];
        // Registering is all that a gauge needs: the registry asks it when it is scraped.
        void new Gauge({
          name: `vestibule_${name}`,
          help,
          labelNames,
          registers: [registry],
          collect,
        });
      },
      value: (what) => totals.get(what) ?? 0,
      scrape: async () => registry.metrics(),
    };
  };

/** Counters of one service that is alone in its process. */
export const metrics = (service: string, log: Logger, nowMs: () => number): Metrics =>
  metricsIn(registryOf(service))(service, log, nowMs);
