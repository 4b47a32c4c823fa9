import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What operators count at the door. Labels never carry an id, a name or a text. */
export type Meters = {
  readonly answered: (about: {
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
  readonly unreadable: (topic: string, reason: string) => void;
  readonly gauge: (name: string, help: string, read: () => number) => void;
  readonly scrape: () => Promise<string>;
};

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const meters = (): Meters => {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'gateway' });
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'vestibule_request_seconds',
    help: 'HTTP requests by route and status, and how long their answers took',
    labelNames: ['route', 'status'],
    buckets: seconds,
    registers: [registry],
  });
  const unread = new Counter({
    name: 'vestibule_unreadable_total',
    help: 'Records that could not be understood here',
    labelNames: ['topic', 'reason'],
    registers: [registry],
  });
  return {
    answered: ({ route, status, seconds: took }) =>
      requests.observe({ route, status: String(status) }, took),
    unreadable: (topic, reason) => unread.inc({ topic, reason }),
    gauge: (name, help, read) => {
      const collect = function collect(this: Gauge) {
        this.set(read());
      };
      // Registering is all that a gauge needs: the registry asks it when it is scraped.
      void new Gauge({ name: `vestibule_${name}`, help, registers: [registry], collect });
    },
    scrape: async () => registry.metrics(),
  };
};
