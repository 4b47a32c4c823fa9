/** How a broker is started. Everything but `data` has a default. */
export type KafkaOptions = {
  /** The directory with everything the broker keeps; created if missing, locked while it runs. */
  readonly data: string;
  /** `127.0.0.1` (default) or `::1`. */
  readonly host?: string;
  /** 0 (default) picks a free port. */
  readonly port?: number;
  /** `none` (default): safe against a killed process. `commit`: against power loss too. */
  readonly sync?: 'none' | 'commit';
  /** Whether a client's question about an unknown topic creates it; off by default. */
  readonly autoCreate?: boolean;
  /** Partitions of topics created without a number; 1 by default. */
  readonly partitions?: number;
  /** How long the first join of an empty group waits for others; 50 ms by default. */
  readonly rebalanceDelayMs?: number;
  /** Shortest session timeout a group member may ask for; 6,000 ms by default, as in Kafka. */
  readonly sessionMinMs?: number;
  /** `file@position`, as the refusal to start on a damaged log names it. */
  readonly truncateAt?: string;
  /** Refused requests as JSON lines on stderr; off by default. */
  readonly log?: boolean;
};
