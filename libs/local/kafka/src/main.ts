import { type StartOptions, runProcess } from '@vestibule/local-server';
import type { KafkaOptions } from './options';
import { startKafka } from './start';

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/** `--session-min-ms=1000` and the like, as options; what is not given keeps its default. */
const optionsFrom = ({ host, port, data, extra }: StartOptions): KafkaOptions => {
  const optional = {
    sync: extra['sync'] as KafkaOptions['sync'],
    autoCreate: extra['auto-create'] === 'true',
    log: extra['log'] === 'true',
    partitions: numberOf(extra['partitions']),
    rebalanceDelayMs: numberOf(extra['rebalance-delay-ms']),
    sessionMinMs: numberOf(extra['session-min-ms']),
    truncateAt: extra['truncate-at'],
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { host, port, data, ...(Object.fromEntries(given) as Partial<KafkaOptions>) };
};

void runProcess({ port: 9092, data: 'data/kafka' }, async (options) =>
  startKafka(optionsFrom(options)),
);
