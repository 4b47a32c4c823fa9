import type { StartOptions } from '@vestibule/local-server';

export type EventStoreOptions = {
  /** `127.0.0.1` by default, or `::1`; nothing else is bound. */
  readonly host?: string | undefined;
  /** 2113 by default; 0 picks a free one. */
  readonly port?: number | undefined;
  /** The data directory, created if missing; one server at a time. */
  readonly data: string;
  /** `commit` by default: an append is answered after its sync. `none` is for tests. */
  readonly sync?: 'commit' | 'none' | undefined;
  /** Writes a system event every 100 ms, so that a missing prefix filter is noticed. */
  readonly noise?: boolean | undefined;
  /** Bytes of data, metadata and type names of one append; 1 MiB by default. */
  readonly maxAppendSize?: number | undefined;
  /** 256 MiB by default. */
  readonly segmentBytes?: number | undefined;
  /** Drops everything in the log from this position on: the only way past damage. */
  readonly truncateAt?: number | undefined;
  /** Gets one record per refused request and failure; off by default. */
  readonly log?: ((line: Readonly<Record<string, unknown>>) => void) | undefined;
};

type Flags = Readonly<Record<string, string | number>>;

/** The same options as command line flags. */
export const flagsFrom = (options: Omit<EventStoreOptions, 'log'>): Flags => {
  const { host, port, data, sync, noise, maxAppendSize, segmentBytes, truncateAt } = options;
  const flags = {
    host,
    port,
    data,
    sync,
    noise: noise ? 'true' : undefined,
    'max-append-size': maxAppendSize,
    'segment-bytes': segmentBytes,
    'truncate-at': truncateAt,
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Flags;
};

const numberFrom = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** Options from command line flags. */
export const optionsFrom = ({ extra, ...address }: StartOptions): EventStoreOptions => ({
  ...address,
  sync: extra['sync'] === 'none' ? 'none' : 'commit',
  noise: 'noise' in extra,
  maxAppendSize: numberFrom(extra['max-append-size']),
  segmentBytes: numberFrom(extra['segment-bytes']),
  truncateAt: numberFrom(extra['truncate-at']),
  log: 'log' in extra ? (line) => process.stderr.write(`${JSON.stringify(line)}\n`) : undefined,
});

/** The connection string for the official client. */
export const urlOf = (host: string, port: number): string =>
  `esdb://${host.includes(':') ? `[${host}]` : host}:${port}?tls=false`;
